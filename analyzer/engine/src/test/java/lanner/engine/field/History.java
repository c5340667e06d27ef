package lanner.engine.field;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.engine.lang.Conditions;
import lanner.engine.state.SystemState;

/** Events made by hand, and what fields and conditions say after the last of them. */
final class History {
    private final SystemState state = new SystemState();
    private final StandardFields fields = new StandardFields();
    private long number;

    /** An event to be filled. */
    EventEncoder begin(EventType type, int tid) {
        return new EventEncoder().begin(type, tid, 1_000 + number, 1_000 + number);
    }

    /** A process that is there from the beginning. */
    EventEncoder process(int pid, int parent, String comm) {
        return begin(EventType.PROCESS, 0)
                .number(0, pid)
                .number(1, pid)
                .number(2, parent)
                .text(8, comm)
                .text(9, comm)
                .text(10, "/usr/bin/" + comm)
                .text(13, "/");
    }

    History then(EventEncoder encoder) {
        if (state.context().event() != null) {
            state.settle(state.context().event());
        }
        number++;
        Event event = new Event().wrap(encoder, number);
        event.number(number);
        state.apply(event);
        return this;
    }

    /** A field as templates print it, {@code name} or {@code name[argument]}; null when it is missing. */
    String print(String field) {
        return resolve(field).print(state.context());
    }

    /** A field as JSON has it. */
    Object json(String field) {
        return resolve(field).json(state.context());
    }

    private Field resolve(String field) {
        int bracket = field.indexOf('[');
        try {
            return fields.resolve(
                    bracket < 0 ? field : field.substring(0, bracket),
                    bracket < 0 ? Optional.empty() : Optional.of(field.substring(bracket + 1, field.length() - 1)));
        } catch (UnknownFieldException e) {
            throw new IllegalArgumentException(e);
        }
    }

    boolean matches(String condition) throws Exception {
        return Conditions.compile(Conditions.parse(condition), fields)
                .predicate()
                .test(state.context());
    }

    /** Texts that end each with a NUL. */
    static byte[] items(String... items) {
        return (String.join("\0", items) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An address of a socket, {@code 10.0.0.1:80} or {@code [::1]:80}; the empty text for AF_UNSPEC. */
    static byte[] address(String text) throws Exception {
        if (text.isEmpty()) {
            return new byte[1];
        }
        byte[] end = end(text);
        byte[] address = new byte[1 + end.length];
        address[0] = (byte) (end.length == 6 ? 2 : 10);
        System.arraycopy(end, 0, address, 1, end.length);
        return address;
    }

    /** Both ends of a connection. */
    static byte[] tuple(String source, String destination) throws Exception {
        byte[] first = end(source);
        byte[] second = end(destination);
        byte[] tuple = new byte[1 + first.length + second.length];
        tuple[0] = (byte) (first.length == 6 ? 2 : 10);
        System.arraycopy(first, 0, tuple, 1, first.length);
        System.arraycopy(second, 0, tuple, 1 + first.length, second.length);
        return tuple;
    }

    private static byte[] end(String text) throws Exception {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        byte[] address = host.startsWith("[")
                ? inet6(host.substring(1, host.length() - 1))
                : java.net.InetAddress.getByName(host).getAddress();
        int port = Integer.parseInt(text.substring(colon + 1));
        byte[] end = java.util.Arrays.copyOf(address, address.length + 2);
        end[address.length] = (byte) port;
        end[address.length + 1] = (byte) (port >> 8);
        return end;
    }

    /** InetAddress turns a mapped address into IPv4 by itself. */
    private static byte[] inet6(String host) throws Exception {
        byte[] address = java.net.InetAddress.getByName(host).getAddress();
        if (address.length == 16) {
            return address;
        }
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(address, 0, mapped, 12, 4);
        return mapped;
    }
}
