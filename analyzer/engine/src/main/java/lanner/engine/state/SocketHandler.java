package lanner.engine.state;

import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;

/** Sockets: who is the client, who the server, and between which ends. */
final class SocketHandler {
    private static final long O_CLOEXEC = FlagSets.FILE_FLAGS.value("O_CLOEXEC");
    private static final long EINPROGRESS = -115;
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;

    static FdInfo.Kind kind(long domain) {
        return switch ((int) domain) {
            case 1 -> FdInfo.Kind.UNIX;
            case 2 -> FdInfo.Kind.IPV4;
            case 10 -> FdInfo.Kind.IPV6;
            case 16 -> FdInfo.Kind.NETLINK;
            default -> FdInfo.Kind.OTHER;
        };
    }

    FdInfo created(Event event, ProcessInfo process) {
        long domain = event.param(1, 0);
        FdInfo fd = new FdInfo((int) event.result(), kind(domain), event.sequence());
        fd.domain = domain;
        fd.socketType = event.param(2, 0);
        fd.protocol = event.param(3, 0);
        fd.closeOnExec = (event.param(4, 0) & O_CLOEXEC) != 0;
        if (event.result() >= 0) {
            process.descriptors.put(fd);
        }
        return fd;
    }

    FdInfo paired(Event event, ProcessInfo process) {
        if (event.result() < 0 || !event.has(1)) {
            return null;
        }
        FdInfo first = null;
        for (int param = 1; param <= 2; param++) {
            FdInfo fd = new FdInfo((int) event.param(param, -1), kind(event.param(5, 1)), event.sequence());
            fd.socketType = event.param(6, 0);
            fd.connected = true;
            process.descriptors.put(fd);
            first = first == null ? fd : first;
        }
        return first;
    }

    FdInfo connected(Event event, ProcessInfo process) {
        FdInfo fd = known(process, (int) event.param(2, -1), event, 1);
        if (fd != null && SocketTuple.read(event, 1, fd)) {
            fd.nameChanged = true;
            fd.role = FdInfo.Role.CLIENT;
            fd.connected = event.result() == 0 || event.result() == EINPROGRESS;
        } else if (fd != null && event.has(3) && fd.name.isEmpty()) {
            fd.name = SocketTuple.addressText(event, 3);
        }
        return fd;
    }

    FdInfo accepted(Event event, ProcessInfo process) {
        int number = (int) event.result();
        FdInfo fd = new FdInfo(number, kind(SocketTuple.family(event, 1)), event.sequence());
        fd.socketType = STREAM;
        if (SocketTuple.read(event, 1, fd)) {
            fd.role = FdInfo.Role.SERVER;
            fd.connected = true;
        }
        if (number >= 0) {
            process.descriptors.put(fd);
        }
        return fd;
    }

    FdInfo bound(Event event, ProcessInfo process) {
        FdInfo fd = known(process, (int) event.param(2, -1), event, 1);
        if (fd != null && event.result() >= 0 && SocketTuple.readBound(event, 1, fd) && fd.destinationPort != 0) {
            fd.role = FdInfo.Role.SERVER;
        }
        return fd;
    }

    FdInfo listening(Event event, ProcessInfo process) {
        FdInfo fd = process.descriptors.get((int) event.param(1, -1));
        if (fd != null && event.result() >= 0) {
            fd.listening = true;
        }
        return fd;
    }

    /** A message sent or received: an unconnected socket learns its ends from it. */
    FdInfo exchanged(Event event, ProcessInfo process, int fdParam, int tupleParam) {
        FdInfo fd = known(process, (int) event.param(fdParam, -1), event, tupleParam);
        if (fd == null || event.result() < 0) {
            return fd;
        }
        boolean reads = event.type().is(EventType.Trait.READS_FD);
        if (event.has(tupleParam) && (!fd.connected || fd.name.isEmpty())) {
            String before = fd.name;
            boolean wasServer = fd.role == FdInfo.Role.SERVER;
            if (SocketTuple.read(event, tupleParam, fd)) {
                fd.nameChanged = !fd.name.equals(before);
                if (fd.role == FdInfo.Role.UNKNOWN) {
                    fd.role = reads ? FdInfo.Role.SERVER : FdInfo.Role.CLIENT;
                    if (fd.socketType == 0) {
                        fd.socketType = DATAGRAM;
                    }
                } else if (wasServer && !reads) {
                    fd.turnRound();
                }
            }
        }
        return fd;
    }

    /** The descriptor, made up from the tuple's family if the capture never said where it came from. */
    private static FdInfo known(ProcessInfo process, int number, Event event, int tupleParam) {
        FdInfo fd = process.descriptors.get(number);
        FdInfo.Kind kind = event.has(tupleParam) ? kind(SocketTuple.family(event, tupleParam)) : FdInfo.Kind.OTHER;
        if (fd != null && fd.kind() == FdInfo.Kind.OTHER && kind != FdInfo.Kind.OTHER) {
            fd = fd.as(number, kind, fd.closeOnExec);
            process.descriptors.put(fd);
        }
        if (fd == null && number >= 0 && kind != FdInfo.Kind.OTHER) {
            fd = new FdInfo(number, kind, event.sequence());
            process.descriptors.put(fd);
        }
        return fd;
    }
}
