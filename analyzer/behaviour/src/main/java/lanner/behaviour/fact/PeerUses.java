package lanner.behaviour.fact;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lanner.behaviour.fact.Fact.Direction;
import lanner.capture.event.BindParams;
import lanner.capture.event.ConnectParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.capture.event.IpAddress;
import lanner.capture.event.Tuple;
import lanner.engine.state.EventContext;
import lanner.engine.state.FdInfo;
import lanner.engine.state.Paths;
import org.jspecify.annotations.Nullable;

/** With whom the events speak, and where they wait for others. */
final class PeerUses {
    private static final int NO_PORT = -1;
    private static final String UNIX = "unix";
    private static final String UNKNOWN = "ip";

    private static final Set<EventType> MESSAGES = EnumSet.of(
            EventType.SENDTO,
            EventType.SENDMSG,
            EventType.SENDMMSG,
            EventType.SEND,
            EventType.RECVFROM,
            EventType.RECVMSG,
            EventType.RECVMMSG,
            EventType.RECV);

    /** What tells peers apart. */
    private record Peer(String protocol, Direction direction, String address, int port) {}

    /** What tells listeners apart. */
    private record Listener(String protocol, String address, int port) {}

    private final Tallies<Peer> peers;
    private final Tallies<Listener> listeners;
    private final Scene scene;
    private final FileUses files;

    PeerUses(Room room, Scene scene, FileUses files) {
        this.peers = new Tallies<>(room);
        this.listeners = new Tallies<>(room);
        this.scene = scene;
        this.files = files;
    }

    /** All types that {@link #take} does something with. */
    static Set<EventType> types() {
        EnumSet<EventType> all = EnumSet.of(EventType.CONNECT, EventType.BIND, EventType.LISTEN);
        all.addAll(MESSAGES);
        for (EventType type : EventType.values()) {
            if (type.is(Trait.ACCEPT)) {
                all.add(type);
            }
        }
        return all;
    }

    void take(EventContext context, EventType type, boolean done) {
        FdInfo fd = context.fd();
        if (type == EventType.CONNECT) {
            connect(context.event(), fd, done);
        } else if (type == EventType.BIND) {
            bind(context, fd, done);
        } else if (type == EventType.LISTEN) {
            listen(fd, done);
        } else if (fd != null && type.is(Trait.ACCEPT)) {
            if (done) {
                accept(fd);
            }
        } else if (fd != null && fd.isNameChanged() && fd.kind().isInternet()) {
            message(fd, done);
        }
    }

    private static String protocol(@Nullable FdInfo fd) {
        String layer = fd == null ? "<NA>" : fd.layerFour();
        return layer.equals("<NA>") ? UNKNOWN : layer;
    }

    private static String text(@Nullable IpAddress address) {
        return address == null ? "" : address.text();
    }

    private static String cut(String name) {
        return name.length() <= Room.LONGEST ? name : name.substring(0, Room.LONGEST);
    }

    private void peer(String protocol, Direction direction, String address, int port, boolean done) {
        String kept = cut(address);
        peers.count(new Peer(protocol, direction, kept, port), kept.length(), done, scene);
    }

    private void listener(String protocol, String address, int port, boolean done) {
        String kept = cut(address);
        listeners.count(new Listener(protocol, kept, port), kept.length(), done, scene);
    }

    private void connect(Event event, @Nullable FdInfo fd, boolean done) {
        if (Tuple.isInternetAddress(event, ConnectParams.ADDR)) {
            String address = Tuple.address(event, ConnectParams.ADDR).text();
            peer(protocol(fd), Direction.OUT, address, Tuple.port(event, ConnectParams.ADDR), done);
        } else if (Tuple.isInternet(event, ConnectParams.TUPLE)) {
            if (!Tuple.isNothing(event, ConnectParams.TUPLE)) {
                String address = Tuple.destination(event, ConnectParams.TUPLE).text();
                peer(protocol(fd), Direction.OUT, address, Tuple.destinationPort(event, ConnectParams.TUPLE), done);
            }
        } else if (Tuple.family(event, ConnectParams.ADDR) == Tuple.UNIX) {
            peer(UNIX, Direction.OUT, Tuple.addressText(event, ConnectParams.ADDR), NO_PORT, done);
        } else if (Tuple.isUnix(event, ConnectParams.TUPLE)) {
            peer(UNIX, Direction.OUT, Tuple.path(event, ConnectParams.TUPLE), NO_PORT, done);
        }
    }

    private void accept(FdInfo fd) {
        if (fd.kind().isInternet()) {
            peer(protocol(fd), Direction.IN, text(fd.clientAddress()), fd.serverPort(), true);
        }
    }

    private void message(FdInfo fd, boolean done) {
        if (fd.role() == FdInfo.Role.CLIENT) {
            peer(protocol(fd), Direction.OUT, text(fd.serverAddress()), fd.serverPort(), done);
        } else if (fd.role() == FdInfo.Role.SERVER) {
            peer(protocol(fd), Direction.IN, text(fd.clientAddress()), fd.serverPort(), done);
        }
    }

    /** A datagram socket waits for others once it is bound, unless the kernel chose its port: then it is a client's. */
    private void bind(EventContext context, @Nullable FdInfo fd, boolean done) {
        Event event = context.event();
        if (Tuple.isInternetAddress(event, BindParams.ADDR)) {
            int port = Tuple.port(event, BindParams.ADDR);
            if (port != 0 && protocol(fd).equals("udp")) {
                listener("udp", Tuple.address(event, BindParams.ADDR).text(), port, done);
            }
        } else if (Tuple.family(event, BindParams.ADDR) == Tuple.UNIX) {
            String name = Tuple.addressText(event, BindParams.ADDR);
            if (!name.isEmpty() && !name.startsWith("@")) {
                files.count(Aspect.FILE_CREATE, Paths.resolve(context.thread().cwd(), name), done);
            }
        }
    }

    private void listen(@Nullable FdInfo fd, boolean done) {
        if (fd == null) {
            return;
        }
        if (fd.kind() == FdInfo.Kind.UNIX) {
            listener(UNIX, fd.name(), NO_PORT, done);
        } else if (fd.kind().isInternet()) {
            listener(protocol(fd), text(fd.serverAddress()), Math.max(0, fd.serverPort()), done);
        }
    }

    void facts(List<Fact> to) {
        peers.forEach((peer, tally) ->
                to.add(new Fact.Peer(peer.protocol, peer.direction, peer.address, peer.port, tally.seen())));
        listeners.forEach(
                (each, tally) -> to.add(new Fact.Listener(each.protocol, each.address, each.port, tally.seen())));
    }
}
