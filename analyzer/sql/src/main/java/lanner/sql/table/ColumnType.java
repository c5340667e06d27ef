package lanner.sql.table;

/** What the values of a column are, and what SQL calls that. */
public enum ColumnType {
    NUMBER("BIGINT"),
    FLAG("BOOLEAN"),
    TEXT("VARCHAR"),
    /** Nanoseconds since 1970 UTC. */
    TIME("TIMESTAMP_NS"),
    TEXTS("VARCHAR[]"),
    /** Texts by name. */
    MAP("MAP(VARCHAR, VARCHAR)");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    /** The name of the type in SQL. */
    public String sql() {
        return sql;
    }
}
