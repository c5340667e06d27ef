package lanner.sql.table;

import static lanner.sql.table.ColumnType.NUMBER;
import static lanner.sql.table.ColumnType.TEXT;
import static lanner.sql.table.ListTable.column;

import java.util.ArrayList;
import java.util.List;
import lanner.investigation.entities.Entities.Kind;
import lanner.investigation.rows.ConnectionName;
import lanner.sql.table.Things.Thing;
import org.jspecify.annotations.Nullable;

/** {@code connections}: those that the index names. */
final class ConnectionsTable {
    private static final String ARROW = "->";

    static final Table TABLE = new ListTable<>(
            "connections",
            "A connection, or a socket, that events are about.",
            columns(),
            (captures, chosen) -> Things.of(Kind.CONNECTIONS, captures, false));

    private ConnectionsTable() {}

    private static List<ListTable.Of<Thing>> columns() {
        List<ListTable.Of<Thing>> columns = new ArrayList<>();
        columns.add(Things.capture());
        // spotless:off
        columns.addAll(List.of(
            column("name", TEXT, "Both its ends, the one that began it first, as `fd_name` of an event.", (row, to) -> to.text(row.entity().name())),
            column("family", TEXT, "`ipv4`, `ipv6` or `unix`.", (row, to) -> to.text(family(row))),
            column("client_address", TEXT, "The address of who began it; NULL for a socket with one end, and for `unix`.", (row, to) -> to.text(host(client(row)))),
            column("client_port", NUMBER, "Its port.", (row, to) -> ProcessesTable.optional(port(client(row)), to)),
            column("server_address", TEXT, "The address where it leads; that of the one end of a socket.", (row, to) -> to.text(host(server(row)))),
            column("server_port", NUMBER, "Its port.", (row, to) -> ProcessesTable.optional(port(server(row)), to)),
            column("path", TEXT, "The path of a socket of the Unix family; NULL for one without.", (row, to) -> {
                String path = ConnectionName.socketPath(row.entity().name());
                to.text(path.isEmpty() ? null : path);
            })));
        // spotless:on
        columns.addAll(Things.COUNTS);
        return columns;
    }

    private static String family(Thing row) {
        String name = row.entity().name();
        return !ConnectionName.isInternet(name)
                ? "unix"
                : ConnectionName.server(name).indexOf(':')
                                == ConnectionName.server(name).lastIndexOf(':')
                        ? "ipv4"
                        : "ipv6";
    }

    /** Address and port; empty for none. */
    private static String client(Thing row) {
        String name = row.entity().name();
        int arrow = name.indexOf(ARROW);
        return ConnectionName.isInternet(name) && arrow >= 0 ? name.substring(0, arrow) : "";
    }

    private static String server(Thing row) {
        String name = row.entity().name();
        return ConnectionName.isInternet(name) ? ConnectionName.server(name) : "";
    }

    private static @Nullable String host(String end) {
        int port = end.lastIndexOf(':');
        if (port < 0) {
            return null;
        }
        String host = end.substring(0, port);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** -1 for none. */
    private static long port(String end) {
        int port = end.lastIndexOf(':');
        // A hostile name may have more digits than a port.
        return port < 0 || end.length() - port > 6 ? -1 : Long.parseLong(end.substring(port + 1));
    }
}
