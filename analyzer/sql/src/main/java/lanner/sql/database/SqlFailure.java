package lanner.sql.database;

import java.util.Objects;
import lanner.product.ExitCode;

/** A statement that failed, with the database's own words. */
public final class SqlFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    SqlFailure(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /** Of a message of the database, which begins with the kind of the error. */
    static SqlFailure of(String message) {
        if (message.startsWith("Out of Memory") || message.startsWith("IO Error")) {
            return new SqlFailure(ExitCode.ENVIRONMENT, message);
        }
        return new SqlFailure(ExitCode.USAGE, message);
    }

    /** The statement was cancelled. */
    static SqlFailure interrupted() {
        return new SqlFailure(ExitCode.INTERRUPTED, "interrupted");
    }

    /** How a command ends that cannot go on. */
    public ExitCode code() {
        return code;
    }

    /** What is wrong; behind it, after an empty line, perhaps the place in the statement. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
