package lanner.sql.table;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the value of one column of one row. Texts are bytes, one character each, as texts of events are. */
public interface Cell {
    /** NULL. */
    void none();

    /** A number, or nanoseconds since 1970. */
    void number(long value);

    void flag(boolean value);

    /** A text; NULL for null. */
    void text(@Nullable String bytes);

    void texts(Collection<String> bytes);

    void map(Map<String, String> bytes);
}
