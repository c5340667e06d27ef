package lanner.sql;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lanner.cli.sql.SqlCaptures;
import lanner.cli.sql.SqlEngine;
import lanner.cli.sql.SqlJob;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.FileFailure;
import lanner.product.ScratchDirectory;
import lanner.product.UserDirectories;
import lanner.product.WholeFile;
import lanner.sql.database.Answer;
import lanner.sql.database.Database;
import lanner.sql.database.SqlFailure;
import lanner.sql.output.AnswerWriter;
import lanner.sql.shell.Shell;
import lanner.sql.shell.Statements;
import lanner.sql.table.CaptureTables;

/** Answers SQL with DuckDB. */
public final class DuckDbEngine implements SqlEngine {
    private static final String PARQUET = "answer.parquet";

    @Override
    public String schema() {
        return CaptureTables.schema();
    }

    @Override
    public ExitCode run(SqlJob job, SqlCaptures captures) throws IOException {
        try (ScratchDirectory scratch = scratch();
                Database database = open(job, captures, scratch.path(), Optional.empty())) {
            if (job.statements().isEmpty()) {
                new Shell(database, captures, job).run();
                return ExitCode.DONE;
            }
            List<String> statements = Statements.of(job.statements().get());
            if (job.file().isEmpty()) {
                return answer(statements, database, job, job.out());
            }
            try (WholeFile whole = WholeFile.begin(job.file().get())) {
                PrintWriter out = new PrintWriter(
                        new BufferedWriter(new OutputStreamWriter(whole.stream(), StandardCharsets.UTF_8)));
                ExitCode ended = answer(statements, database, job, out);
                if (ended == ExitCode.DONE) {
                    written(out);
                    whole.publish();
                }
                return ended;
            } catch (WholeFile.NotWrittenException e) {
                return notWritten(job, e);
            }
        }
    }

    /** A print writer keeps the failures of its file to itself. */
    private static void written(PrintWriter out) throws IOException {
        if (out.checkError()) {
            throw new IOException("the file of answers cannot be written");
        }
    }

    private static ExitCode notWritten(SqlJob job, WholeFile.NotWrittenException why) {
        job.err().println("lanner: " + job.file().orElseThrow() + " cannot be written: " + FileFailure.words(why));
        return ExitCode.ENVIRONMENT;
    }

    private static ExitCode answer(List<String> statements, Database database, SqlJob job, PrintWriter out)
            throws IOException {
        AnswerWriter writer = AnswerWriter.of(job.format(), out, job.width());
        try {
            for (String statement : statements) {
                try (Answer answer = database.execute(statement)) {
                    if (!answer.columns().isEmpty()) {
                        writer.write(answer);
                        out.flush();
                    }
                }
            }
            return ExitCode.DONE;
        } catch (SqlFailure e) {
            return failed(job, e);
        }
    }

    private static ExitCode failed(SqlJob job, SqlFailure failure) {
        job.out().flush();
        if (failure.code() != ExitCode.INTERRUPTED) {
            job.err().println("lanner: " + Shell.sentence(failure));
        }
        job.err().flush();
        return failure.code();
    }

    @Override
    public ExitCode parquet(SqlJob job, SqlCaptures captures) throws IOException {
        Path file = job.file().orElseThrow();
        List<String> statements = Statements.of(job.statements().orElseThrow());
        if (statements.isEmpty()) {
            job.err().println("lanner: there is no statement");
            return ExitCode.USAGE;
        }
        try (ScratchDirectory scratch = scratch()) {
            Path whole = scratch.path().resolve(PARQUET);
            try (Database database = open(job, captures, scratch.path(), Optional.of(whole));
                    WholeFile published = WholeFile.begin(file)) {
                int last = statements.size() - 1;
                for (String statement : statements.subList(0, last)) {
                    database.execute(statement).close();
                }
                // The end of a line: a comment behind the query ends before the bracket.
                String copy = "COPY (" + statements.get(last) + "\n) TO " + Database.quoted(whole.toString())
                        + " (FORMAT parquet, COMPRESSION zstd)";
                try (Answer answer = database.execute(copy)) {
                    Files.copy(whole, published.stream());
                    published.publish();
                    job.err().println("lanner: " + Counted.of(answer.changed(), "row") + " written to " + file);
                }
                return ExitCode.DONE;
            } catch (SqlFailure e) {
                return failed(job, e);
            } catch (WholeFile.NotWrittenException e) {
                return notWritten(job, e);
            }
        }
    }

    private static Database open(SqlJob job, SqlCaptures captures, Path scratch, Optional<Path> written)
            throws IOException {
        Database database = Database.open(captures, job.limits(), scratch, written);
        captures.onInterrupt(database::cancel);
        return database;
    }

    /** In the cache, where there is more room than among temporary files; there if it cannot be written. */
    private static ScratchDirectory scratch() throws IOException {
        return ScratchDirectory.in(UserDirectories.cache().resolve("sql"), "statements-");
    }
}
