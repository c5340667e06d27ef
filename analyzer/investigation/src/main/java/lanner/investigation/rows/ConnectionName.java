package lanner.investigation.rows;

import java.util.regex.Pattern;

/** Reads what {@code fd.name} says of a connection: both its ends, the one that began it first. */
public final class ConnectionName {
    private static final String ARROW = "->";

    /** {@code 10.0.0.1:80->10.0.0.2:4711}, {@code [fd00::1]:80->…}, {@code 0.0.0.0:53}. */
    private static final Pattern INTERNET =
            Pattern.compile("[0-9a-fA-F.:\\[\\]]+:[0-9]+(->[0-9a-fA-F.:\\[\\]]+:[0-9]+)?");

    private static final Pattern UNIX = Pattern.compile("[0-9a-f]+->[0-9a-f]+( .*)?", Pattern.DOTALL);

    private ConnectionName() {}

    /** Whether it names a socket of the Internet's families, with one end or both. */
    public static boolean isInternet(String name) {
        return INTERNET.matcher(name).matches();
    }

    /** Whether it names a socket of these families, or a connection of the Unix family. */
    public static boolean isConnection(String name) {
        return isInternet(name) || UNIX.matcher(name).matches();
    }

    /** The path of a socket of the Unix family; empty for one without a path, and for other names. */
    public static String socketPath(String name) {
        int path = UNIX.matcher(name).matches() ? name.indexOf(" /") : -1;
        return path < 0 ? "" : name.substring(path + 1);
    }

    /** Where a connection leads, with its port; the whole name of a socket with one end. */
    public static String server(String name) {
        int arrow = name.indexOf(ARROW);
        return arrow < 0 ? name : name.substring(arrow + ARROW.length());
    }

    /** The address of who began a connection, without the port; empty for a socket with one end. */
    public static String client(String name) {
        int arrow = name.indexOf(ARROW);
        int port = arrow < 0 ? -1 : name.lastIndexOf(':', arrow);
        return port < 0 ? "" : name.substring(0, port);
    }

    /** Whether an address is one of the ends, with the port that stands there or without a port. */
    public static boolean isAtAnEnd(String name, String address) {
        int arrow = name.indexOf(ARROW);
        return isEnd(arrow < 0 ? name : name.substring(0, arrow), address) || isEnd(server(name), address);
    }

    private static boolean isEnd(String end, String address) {
        int port = end.lastIndexOf(':');
        String host = port < 0 ? end : end.substring(0, port);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return end.equals(address)
                || host.equals(address)
                || bracketed && host.substring(1, host.length() - 1).equals(address);
    }
}
