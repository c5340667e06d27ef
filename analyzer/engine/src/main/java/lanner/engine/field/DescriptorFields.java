package lanner.engine.field;

import static lanner.engine.field.Field.Scope.DESCRIPTOR;
import static lanner.engine.field.Field.Scope.DESCRIPTOR_NAME;
import static lanner.engine.field.Field.Scope.EVENT;
import static lanner.engine.field.Field.Scope.RECORD;
import static lanner.engine.field.FieldRows.absent;
import static lanner.engine.field.FieldRows.many;
import static lanner.engine.field.FieldRows.number;
import static lanner.engine.field.FieldRows.printed;
import static lanner.engine.field.FieldRows.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import lanner.capture.event.FlagSets;
import lanner.capture.event.IpAddress;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import org.jspecify.annotations.Nullable;

/** {@code fd.*}: the descriptor that the event creates, uses or closes. */
final class DescriptorFields {
    private static final long UPPER = FlagSets.FILE_FLAGS.value("FD_UPPER_LAYER");
    private static final long LOWER = FlagSets.FILE_FLAGS.value("FD_LOWER_LAYER");
    private static final Field.Trait[] SEARCHED = {
        Field.Trait.FILTER_ONLY, Field.Trait.NO_RHS, Field.Trait.NO_TRANSFORMER
    };

    // spotless:off
    static final List<String> NAMES = List.of(
            "fd.num", "fd.type", "fd.typechar", "fd.name", "fd.directory", "fd.filename", "fd.ip", "fd.cip", "fd.sip",
            "fd.lip", "fd.rip", "fd.port", "fd.cport", "fd.sport", "fd.lport", "fd.rport", "fd.l4proto", "fd.sockfamily",
            "fd.is_server", "fd.uid", "fd.containername", "fd.containerdirectory", "fd.proto", "fd.cproto", "fd.sproto",
            "fd.lproto", "fd.rproto", "fd.net", "fd.cnet", "fd.snet", "fd.lnet", "fd.rnet", "fd.connected", "fd.name_changed",
            "fd.cip.name", "fd.sip.name", "fd.lip.name", "fd.rip.name", "fd.dev", "fd.dev.major", "fd.dev.minor", "fd.ino",
            "fd.nameraw", "fd.types", "fd.is_upper_layer", "fd.is_lower_layer", "fdlist.nums", "fdlist.names", "fdlist.cips",
            "fdlist.sips", "fdlist.cports", "fdlist.sports", "util.cnt");
    // spotless:on

    /** The row of this name; null for none. */
    static @Nullable FieldSpec row(String name) {
        return switch (name) {
            case "fd.num" ->
                number(
                        name,
                        FieldType.INT64,
                        EVENT,
                        "The descriptor's number; negative if making it failed.",
                        c -> c.fdNumber() == EventContext.NO_DESCRIPTOR ? Extractor.MISSING : c.fdNumber());
            case "fd.type" ->
                text(
                                name,
                                DESCRIPTOR_NAME,
                                "What it leads to: file, directory, ipv4, ipv6, unix, pipe, ...",
                                c -> of(c, fd -> fd.kind().word()))
                        .values(Domain.descriptorKinds());
            case "fd.typechar" ->
                text(
                                name,
                                DESCRIPTOR_NAME,
                                "The same in one letter.",
                                c -> of(c, fd -> fd.kind().letter()))
                        .values(Domain.descriptorLetters());
            case "fd.name" ->
                text(
                                name,
                                DESCRIPTOR_NAME,
                                "The path, or the ends of the connection.",
                                c -> of(c, fd -> fd.name().isEmpty() && fd.isSocket() ? null : fd.name()))
                        .values(Domain.Form.NAME_OR_PATH);
            case "fd.directory" ->
                text(name, DESCRIPTOR_NAME, "The path's directory.", DescriptorFields::directory)
                        .values(Domain.Form.ABSOLUTE_PATH);
            case "fd.filename" ->
                text(
                                name,
                                DESCRIPTOR_NAME,
                                "The path's last component.",
                                c -> of(
                                        c,
                                        fd -> fd.kind() == FdInfo.Kind.FILE
                                                ? fd.name().substring(fd.name().lastIndexOf('/') + 1)
                                                : null))
                        .values(Domain.Form.LAST_COMPONENT);
            case "fd.ip" ->
                many(
                                name,
                                FieldType.IPADDR,
                                Multiplicity.EITHER_END,
                                DESCRIPTOR,
                                "The address of either end.",
                                either(true))
                        .with(SEARCHED);
            case "fd.cip" -> address(name, "The client's address.", FdInfo::clientAddress);
            case "fd.sip" -> address(name, "The server's address.", FdInfo::serverAddress);
            case "fd.lip" -> localAddress(name, "The address of this end.", true);
            case "fd.rip" -> localAddress(name, "The address of the other end.", false);
            case "fd.port" ->
                many(
                                name,
                                FieldType.PORT,
                                Multiplicity.EITHER_END,
                                DESCRIPTOR,
                                "The port of either end.",
                                either(false))
                        .values(Domain.PORTS)
                        .with(SEARCHED);
            case "fd.cport" ->
                port(name, "The client's port.", FdInfo::clientPort).values(Domain.PORTS);
            case "fd.sport" ->
                port(name, "The server's port.", FdInfo::serverPort).values(Domain.PORTS);
            case "fd.lport" -> localPort(name, "The port of this end.", true).values(Domain.PORTS);
            case "fd.rport" ->
                localPort(name, "The port of the other end.", false).values(Domain.PORTS);
            case "fd.l4proto" ->
                text(name, DESCRIPTOR, "tcp, udp, icmp, raw, or <NA>.", c -> of(c, FdInfo::layerFour))
                        .values(Domain.words("tcp", "udp", "icmp", "raw", "<NA>"));
            case "fd.sockfamily" ->
                text(
                                name,
                                DESCRIPTOR_NAME,
                                "ip or unix.",
                                c -> of(
                                        c,
                                        fd -> fd.kind().isInternet()
                                                ? "ip"
                                                : fd.kind() == FdInfo.Kind.UNIX ? "unix" : null))
                        .values(Domain.words("ip", "unix"));
            case "fd.is_server" ->
                number(
                        name,
                        FieldType.BOOL,
                        DESCRIPTOR,
                        "Whether the owner is the serving end.",
                        c -> truth(c, fd -> fd.role() == FdInfo.Role.SERVER || fd.isListening()));
            case "fd.uid" ->
                text(
                        name,
                        EVENT,
                        "The thread's number and the descriptor's behind it.",
                        c -> c.fd() == null || c.fdNumber() == EventContext.NO_DESCRIPTOR
                                ? null
                                : c.thread().tid() + "" + c.fdNumber());
            case "fd.containername" ->
                text(
                        name,
                        EVENT,
                        "The container and the name.",
                        c -> of(c, fd -> ContainerFields.id(c) + ":" + fd.name()));
            case "fd.containerdirectory" ->
                text(
                        name,
                        EVENT,
                        "The container and the directory.",
                        c -> directory(c) == null ? null : ContainerFields.id(c) + ":" + directory(c));
            case "fd.proto" ->
                many(
                                name,
                                FieldType.PORT,
                                Multiplicity.EITHER_END,
                                DESCRIPTOR,
                                "The port of either end.",
                                either(false))
                        .with(SEARCHED);
            case "fd.cproto" ->
                text(name, DESCRIPTOR, "The client's port as text.", c -> portText(c, FdInfo::clientPort));
            case "fd.sproto" ->
                text(name, DESCRIPTOR, "The server's port as text.", c -> portText(c, FdInfo::serverPort));
            case "fd.lproto" -> text(name, EVENT, "The port of this end as text.", c -> localPortText(c, true));
            case "fd.rproto" -> text(name, EVENT, "The port of the other end as text.", c -> localPortText(c, false));
            case "fd.net" ->
                many(
                                name,
                                FieldType.IPNET,
                                Multiplicity.EITHER_END,
                                DESCRIPTOR,
                                "Either end inside a network.",
                                either(true))
                        .with(SEARCHED);
            case "fd.cnet" -> network(name, "The client inside a network.", FdInfo::clientAddress);
            case "fd.snet" -> network(name, "The server inside a network.", FdInfo::serverAddress);
            case "fd.lnet" -> localNetwork(name, "This end inside a network.", true);
            case "fd.rnet" -> localNetwork(name, "The other end inside a network.", false);
            case "fd.connected" ->
                number(
                        name,
                        FieldType.BOOL,
                        DESCRIPTOR,
                        "Whether the socket is connected.",
                        c -> truth(c, FdInfo::isConnected));
            case "fd.name_changed" ->
                number(
                        name,
                        FieldType.BOOL,
                        EVENT,
                        "Whether this event changed the name.",
                        c -> truth(c, FdInfo::isNameChanged));
            case "fd.cip.name" -> dns(name, "The client's name.");
            case "fd.sip.name" -> dns(name, "The server's name.");
            case "fd.lip.name" -> dns(name, "The name of this end.");
            case "fd.rip.name" -> dns(name, "The name of the other end.");
            case "fd.dev" ->
                printed(
                        name,
                        FieldType.INT32,
                        DESCRIPTOR,
                        "The file's device number.",
                        (Extractor.OfNumber) c -> c.fd() == null ? Extractor.MISSING : c.fd().device(),
                        (FieldSpec.BasePrinter)
                                c -> c.fd() == null ? null : ArgumentText.number(c.fd().device(), 16, true));
            case "fd.dev.major" ->
                number(
                        name,
                        FieldType.INT32,
                        DESCRIPTOR,
                        "Its major part.",
                        c -> c.fd() == null ? Extractor.MISSING : c.fd().device() >> 8 & 0xFFF);
            case "fd.dev.minor" ->
                number(
                        name,
                        FieldType.INT32,
                        DESCRIPTOR,
                        "Its minor part.",
                        c -> c.fd() == null
                                ? Extractor.MISSING
                                : c.fd().device() & 0xFF | c.fd().device() >> 12 & ~0xFFL);
            case "fd.ino" ->
                number(
                        name,
                        FieldType.INT64,
                        DESCRIPTOR,
                        "The file's inode.",
                        c -> c.fd() == null ? Extractor.MISSING : c.fd().inode());
            case "fd.nameraw" ->
                text(
                        name,
                        DESCRIPTOR,
                        "The path as it was passed, without doubled slashes.",
                        c -> of(c, fd -> collapse(fd.rawName())));
            case "fd.types" ->
                new FieldSpec(
                                name,
                                FieldType.TEXT,
                                FieldSpec.Argument.OPTIONAL,
                                Multiplicity.LIST,
                                EVENT,
                                "The types of all open descriptors, or that of one.",
                                DescriptorFields::types)
                        .with(Field.Trait.NO_RHS);
            case "fd.is_upper_layer" ->
                number(
                        name,
                        FieldType.BOOL,
                        DESCRIPTOR,
                        "Whether the file was added to the container.",
                        c -> truth(c, fd -> (fd.openFlags() & UPPER) != 0));
            case "fd.is_lower_layer" ->
                number(
                        name,
                        FieldType.BOOL,
                        DESCRIPTOR,
                        "Whether the file is part of the image.",
                        c -> truth(c, fd -> (fd.openFlags() & LOWER) != 0));
            case "fdlist.nums" -> polled(name, "The descriptors of a poll.");
            case "fdlist.names" -> polled(name, "Their names.");
            case "fdlist.cips" -> polled(name, "Their clients' addresses.");
            case "fdlist.sips" -> polled(name, "Their servers' addresses.");
            case "fdlist.cports" -> polled(name, "Their clients' ports.");
            case "fdlist.sports" -> polled(name, "Their servers' ports.");
            case "util.cnt" ->
                number(
                        name,
                        FieldType.UINT64,
                        RECORD,
                        "The event's number.",
                        c -> c.event().number());
            default -> null;
        };
    }

    private DescriptorFields() {}

    private interface OfFd<T> {
        @Nullable
        T get(FdInfo fd);
    }

    private static @Nullable String of(EventContext c, OfFd<String> get) {
        FdInfo fd = c.fd();
        return fd == null ? null : get.get(fd);
    }

    private static long truth(EventContext c, Predicate<FdInfo> get) {
        FdInfo fd = c.fd();
        return fd == null ? Extractor.MISSING : get.test(fd) ? 1 : 0;
    }

    private static @Nullable String directory(EventContext c) {
        FdInfo fd = c.fd();
        if (fd == null || !fd.isFile()) {
            return null;
        }
        if (fd.kind() == FdInfo.Kind.DIRECTORY) {
            return fd.name();
        }
        int slash = fd.name().lastIndexOf('/');
        return slash < 0 ? "" : slash == 0 ? "/" : fd.name().substring(0, slash);
    }

    /** Both ends; a listening socket has one, and what is no internet socket has none though it exists. */
    private static Extractor.OfMany either(boolean addresses) {
        return (c, values) -> {
            FdInfo fd = c.fd();
            if (fd == null) {
                return false;
            }
            if (fd.kind().isInternet()) {
                add(fd.clientAddress(), fd.clientPort(), addresses, values);
                add(fd.serverAddress(), fd.serverPort(), addresses, values);
            }
            return true;
        };
    }

    private static void add(@Nullable IpAddress address, int port, boolean addresses, Values values) {
        if (address != null) {
            if (addresses) {
                values.add(address);
            } else {
                values.add((long) port);
            }
        }
    }

    private static FieldSpec address(String name, String documentation, OfFd<IpAddress> get) {
        return FieldRows.plain(
                name, FieldType.IPADDR, DESCRIPTOR, documentation, (Extractor.OfAddress) c -> ofInternet(c, get));
    }

    private static FieldSpec network(String name, String documentation, OfFd<IpAddress> get) {
        return FieldRows.plain(
                        name, FieldType.IPNET, DESCRIPTOR, documentation, (Extractor.OfAddress) c -> ofInternet(c, get))
                .with(SEARCHED);
    }

    private static @Nullable IpAddress ofInternet(EventContext c, OfFd<IpAddress> get) {
        FdInfo fd = c.fd();
        return fd == null || !fd.kind().isInternet() ? null : get.get(fd);
    }

    private static FieldSpec port(String name, String documentation, ToIntFunction<FdInfo> get) {
        return number(name, FieldType.PORT, DESCRIPTOR, documentation, c -> portOf(c, get));
    }

    private static long portOf(EventContext c, ToIntFunction<FdInfo> get) {
        FdInfo fd = c.fd();
        if (fd == null || !fd.kind().isInternet()) {
            return Extractor.MISSING;
        }
        int port = get.applyAsInt(fd);
        return port < 0 ? Extractor.MISSING : port;
    }

    /** Whether this end is the client's. Roles say it; addresses do not, where a namespace has addresses of its own. */
    private static boolean isClient(FdInfo fd) {
        return fd.role() == FdInfo.Role.CLIENT;
    }

    private static @Nullable IpAddress end(EventContext c, boolean local) {
        FdInfo fd = c.fd();
        if (fd == null || fd.clientAddress() == null || fd.serverAddress() == null) {
            return null;
        }
        return isClient(fd) == local ? fd.clientAddress() : fd.serverAddress();
    }

    private static FieldSpec localAddress(String name, String documentation, boolean local) {
        return FieldRows.plain(name, FieldType.IPADDR, EVENT, documentation, (Extractor.OfAddress) c -> end(c, local));
    }

    private static FieldSpec localNetwork(String name, String documentation, boolean local) {
        return FieldRows.plain(name, FieldType.IPNET, EVENT, documentation, (Extractor.OfAddress) c -> end(c, local))
                .with(SEARCHED);
    }

    private static long endPort(EventContext c, boolean local) {
        FdInfo fd = c.fd();
        if (fd == null || end(c, local) == null) {
            return Extractor.MISSING;
        }
        return isClient(fd) == local ? fd.clientPort() : fd.serverPort();
    }

    private static FieldSpec localPort(String name, String documentation, boolean local) {
        return number(name, FieldType.PORT, EVENT, documentation, c -> endPort(c, local));
    }

    private static @Nullable String localPortText(EventContext c, boolean local) {
        long port = endPort(c, local);
        return port == Extractor.MISSING ? null : Long.toString(port);
    }

    private static @Nullable String portText(EventContext c, ToIntFunction<FdInfo> get) {
        long port = portOf(c, get);
        return port == Extractor.MISSING ? null : Long.toString(port);
    }

    private static FieldSpec dns(String name, String documentation) {
        return absent(
                        name,
                        FieldType.TEXT,
                        documentation + " Names are never looked up live; answers are not recorded yet.")
                .with(Field.Trait.NO_RHS, Field.Trait.NO_TRANSFORMER);
    }

    private static FieldSpec polled(String name, String documentation) {
        return absent(name, FieldType.TEXT, documentation + " Not told apart yet; see evt.args.");
    }

    private static String collapse(String path) {
        int doubled = path.indexOf("//");
        if (doubled < 0) {
            return path;
        }
        StringBuilder text = new StringBuilder(path.substring(0, doubled));
        for (int i = doubled; i < path.length(); i++) {
            if (path.charAt(i) != '/' || i == 0 || path.charAt(i - 1) != '/') {
                text.append(path.charAt(i));
            }
        }
        return text.toString();
    }

    private static FieldSpec.Reading types(Optional<String> argument) throws UnknownFieldException {
        if (argument.isPresent()) {
            int number = FieldRows.level("fd.types", argument);
            Extractor.OfMany one = (c, values) -> {
                FdInfo fd = c.thread().descriptors().get(number);
                if (fd == null) {
                    return false;
                }
                values.add(fd.kind().word());
                return true;
            };
            return new FieldSpec.Reading(one, FieldType.TEXT, Multiplicity.LIST, null);
        }
        Extractor.OfMany all = (c, values) -> {
            Set<String> words = new LinkedHashSet<>();
            c.thread().descriptors().forEach(fd -> words.add(fd.kind().word()));
            words.forEach(values::add);
            return true;
        };
        return new FieldSpec.Reading(all, FieldType.TEXT, Multiplicity.LIST, null);
    }
}
