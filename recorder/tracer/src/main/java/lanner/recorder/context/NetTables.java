package lanner.recorder.context;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The sockets of a thread's network namespace as the tables under {@code /proc/TID/net} show them. Slow: asked only where
 * a descriptor may not be copied.
 */
public final class NetTables {
    private static final int MAX_LINES = 200_000;
    private static final int FAMILY_UNIX = 1;
    private static final int FAMILY_INET = 2;
    private static final int FAMILY_INET6 = 10;

    /** A table, the column that holds the inode, and the family. */
    private record Table(String name, int family, int inodeColumn) {}

    private static final List<Table> TABLES = List.of(
            new Table("tcp", FAMILY_INET, 9),
            new Table("tcp6", FAMILY_INET6, 9),
            new Table("udp", FAMILY_INET, 9),
            new Table("udp6", FAMILY_INET6, 9),
            new Table("unix", FAMILY_UNIX, 6),
            new Table("udplite", FAMILY_INET, 9),
            new Table("udplite6", FAMILY_INET6, 9),
            new Table("raw", FAMILY_INET, 9),
            new Table("raw6", FAMILY_INET6, 9),
            new Table("icmp", FAMILY_INET, 9),
            new Table("icmp6", FAMILY_INET6, 9));

    /** Both ends as {@code struct sockaddr}; a remote end of no bytes for a socket that has none, or a local one. */
    public record Ends(byte[] local, byte[] remote) {}

    private final Path proc;

    /** @param proc where {@code proc(5)} is mounted */
    public NetTables(Path proc) {
        this.proc = proc;
    }

    /** The socket with this inode; empty if no table has it. */
    public Optional<Ends> find(int tid, long inode) {
        return TABLES.stream()
                .map(table -> find(table, tid, Long.toString(inode)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Ends> find(Table table, int tid, String inode) {
        Path file = proc.resolve(tid + "/net/" + table.name());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1))) {
            String line = lines.readLine();
            for (int i = 0; line != null && i < MAX_LINES; i++) {
                String[] columns = line.strip().split("\\s+", table.inodeColumn() + 2);
                if (columns.length > table.inodeColumn() && columns[table.inodeColumn()].equals(inode)) {
                    return ends(table, columns);
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            // Gone, or no such protocol in this kernel: both mean that nothing is known.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Ends> ends(Table table, String[] columns) {
        if (table.family() == FAMILY_UNIX) {
            String path = columns.length > table.inodeColumn() + 1 ? columns[table.inodeColumn() + 1] : "";
            return Optional.of(new Ends(unix(path), new byte[0]));
        }
        return inet(table.family(), columns[1])
                .flatMap(local -> inet(table.family(), columns[2]).map(remote -> new Ends(local, orNone(remote))));
    }

    private static byte[] unix(String path) {
        byte[] name = path.getBytes(StandardCharsets.ISO_8859_1);
        byte[] address = new byte[name.length == 0 ? 2 : name.length + 3];
        address[0] = FAMILY_UNIX;
        System.arraycopy(name, 0, address, 2, name.length);
        if (path.startsWith("@")) {
            // A name in the abstract space begins with a NUL and ends without one.
            address[2] = 0;
            return Arrays.copyOf(address, address.length - 1);
        }
        return address;
    }

    /** {@code HEX:PORT}: the address in words of four bytes, each as this machine stores it, little endian. */
    private static Optional<byte[]> inet(int family, String text) {
        int colon = text.indexOf(':');
        int words = family == FAMILY_INET ? 1 : 4;
        int at = family == FAMILY_INET ? 4 : 8;
        if (colon != words * 8) {
            return Optional.empty();
        }
        byte[] address = new byte[family == FAMILY_INET ? 16 : 28];
        try {
            int port = Integer.parseInt(text.substring(colon + 1), 16);
            address[0] = (byte) family;
            address[2] = (byte) (port >> 8);
            address[3] = (byte) port;
            for (int word = 0; word < words; word++) {
                int value = Integer.parseUnsignedInt(text.substring(word * 8, word * 8 + 8), 16);
                for (int i = 0; i < 4; i++) {
                    address[at + word * 4 + i] = (byte) (value >> 8 * i);
                }
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        return Optional.of(address);
    }

    /** The other end; none if address and port are all zero. */
    private static byte[] orNone(byte[] address) {
        for (int i = 2; i < address.length; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return new byte[0];
    }
}
