package lanner.recorder.syscall;

import lanner.capture.event.EventEncoder;
import lanner.capture.event.Tuple;
import lanner.recorder.syscall.SocketEnds.Direction;
import lanner.recorder.trace.Call;

/** The sources of what calls on sockets tell: addresses, both ends, messages, options. */
final class SocketSources {
    private static final int SOL_SOCKET = 1;
    private static final int SOCKADDR_MAX = 128;
    private static final int ENOTSOCK = 88;
    private static final int EBADF = 9;
    private static final int UNREADABLE = -1;

    // struct msghdr, 64-bit
    private static final int MSGHDR = 56;
    private static final int MSG_NAME = 0;
    private static final int MSG_NAMELEN = 8;
    private static final int MSG_IOV = 16;
    private static final int MSG_IOVLEN = 24;
    private static final int MSG_CONTROL = 32;
    private static final int MSG_CONTROLLEN = 40;

    private SocketSources() {}

    /** An address that the program gives. */
    static Source sockaddr(int address, int length) {
        return new Source() {
            @Override
            public void enter(Call call, Decoding decoding) {
                decoding.keepData(call, call.args[address], call.args[length] & 0xFFFFFFFFL, SOCKADDR_MAX);
            }

            @Override
            public void write(Call call, int param, Decoding decoding, EventEncoder out) {
                int size = decoding.skip(call);
                // A family alone is an address too: AF_UNSPEC ends an association.
                if (size >= 2) {
                    byte[] raw = call.scratch;
                    int at = call.scratchTaken - size;
                    int family = raw[at] & 0xFF | (raw[at + 1] & 0xFF) << 8;
                    byte[] to = decoding.buffer;
                    to[0] = (byte) family;
                    out.bytes(param, to, 0, Tuple.putEnd(to, Tuple.FIRST, family, raw, at, size));
                } else if (size == UNREADABLE) {
                    decoding.unreadable(param, out);
                }
            }
        };
    }

    /** Both ends of the socket behind a descriptor argument. */
    static Source tuple(int argument, Direction direction) {
        return new Ends(argument, direction, -1, -1);
    }

    /** The same, with an address that the program gives or gets for the other end. */
    static Source tuple(int argument, Direction direction, int address, int length) {
        return new Ends(argument, direction, address, length);
    }

    /** Both ends of the socket that the call has made, with the address that it filled in. */
    static Source acceptedTuple(int address, int length) {
        return new Ends(-1, Direction.INCOMING, address, length);
    }

    private record Ends(int argument, Direction direction, int address, int length) implements Source {
        @Override
        public void enter(Call call, Decoding decoding) {
            if (address >= 0 && direction == Direction.OUTGOING) {
                decoding.keepData(call, call.args[address], call.args[length] & 0xFFFFFFFFL, SOCKADDR_MAX);
            } else {
                decoding.keepNothing(call);
            }
        }

        @Override
        public void write(Call call, int param, Decoding decoding, EventEncoder out) {
            int given = takeAddress(call, decoding);
            int fd = argument < 0 ? (int) call.result : (int) call.args[argument];
            if (direction == Direction.INCOMING && address >= 0) {
                given = filledIn(call, decoding);
            }
            writeEnds(call, fd, given, direction, param, decoding, out);
        }

        /** The address that the call has filled in, into {@link Decoding#peer}; its length. */
        private int filledIn(Call call, Decoding decoding) {
            boolean there =
                    call.result >= 0 && call.args[address] != 0 && decoding.structure(call, call.args[length], 4);
            return there ? readAddress(call, call.args[address], decoding.int32(0), decoding) : 0;
        }
    }

    /** Takes an address that was kept at the entry into {@link Decoding#peer}; its length, 0 for none. */
    private static int takeAddress(Call call, Decoding decoding) {
        int size = decoding.skip(call);
        if (size <= 2) {
            return 0;
        }
        System.arraycopy(call.scratch, call.scratchTaken - size, decoding.peer, 0, size);
        return size;
    }

    private static int readAddress(Call call, long address, int size, Decoding decoding) {
        int wanted = Math.min(Math.max(size, 0), SOCKADDR_MAX);
        if (wanted <= 2 || !decoding.structure(call, address, wanted)) {
            return 0;
        }
        System.arraycopy(decoding.buffer, 0, decoding.peer, 0, wanted);
        return wanted;
    }

    /**
     * Writes both ends of a socket. A connection that is refused or in progress has ends too. Ends that could not be had
     * are marked: unreadable, or cut where the call itself names one.
     *
     * @param given the length of the address in {@link Decoding#peer} that the call names; 0 for none
     */
    private static void writeEnds(
            Call call, int fd, int given, Direction direction, int param, Decoding decoding, EventEncoder out) {
        if (fd < 0) {
            return;
        }
        SocketEnds ends = decoding.ends;
        if (call.result >= 0) {
            ends.findSocket(call.tid, call.pid, fd);
        } else if (call.result != -EBADF && call.result != -ENOTSOCK) {
            ends.find(call.tid, call.pid, fd);
        } else {
            return;
        }
        int end = given > 0
                ? ends.tuple(decoding.buffer, direction, decoding.peer, given)
                : ends.tuple(decoding.buffer, direction);
        if (end > 0) {
            out.bytes(param, decoding.buffer, 0, end);
            if (ends.isLost()) {
                out.cut(param);
            }
        } else if (ends.isLost()) {
            decoding.unreadable(param, out);
        }
    }

    /** The first bytes of a message: as it is sent, or as it was received. */
    static Source messageData(int message, boolean sent) {
        return new Source() {
            @Override
            public void enter(Call call, Decoding decoding) {
                if (sent && decoding.structure(call, call.args[message], MSGHDR)) {
                    Sources.keepVectors(call, decoding.int64(MSG_IOV), decoding.int64(MSG_IOVLEN), decoding);
                } else {
                    decoding.keepNothing(call);
                }
            }

            @Override
            public void write(Call call, int param, Decoding decoding, EventEncoder out) {
                if (sent) {
                    decoding.takeBytes(call, param, out);
                    return;
                }
                decoding.skip(call);
                if (call.result > 0 && decoding.structure(call, call.args[message], MSGHDR)) {
                    long vectors = decoding.int64(MSG_IOV);
                    if (decoding.structure(call, vectors, 16)) {
                        long address = decoding.int64(0);
                        decoding.writeData(call, param, address, Math.min(decoding.int64(8), call.result), out);
                    }
                }
            }
        };
    }

    static Source messageSize(int message) {
        return (call, param, decoding, out) -> {
            long sum = 0;
            if (decoding.structure(call, call.args[message], MSGHDR)) {
                long vectors = decoding.int64(MSG_IOV);
                int pieces = (int) Math.min(Math.max(decoding.int64(MSG_IOVLEN), 0), Sources.MAX_VECTORS);
                if (pieces > 0 && decoding.structure(call, vectors, pieces * 16)) {
                    for (int i = 0; i < pieces; i++) {
                        sum += decoding.int64(i * 16 + 8);
                    }
                }
            }
            out.number(param, sum & 0xFFFFFFFFL);
        };
    }

    static Source messageControl(int message) {
        return (call, param, decoding, out) -> {
            if (call.result >= 0 && decoding.structure(call, call.args[message], MSGHDR)) {
                decoding.writeData(call, param, decoding.int64(MSG_CONTROL), decoding.int64(MSG_CONTROLLEN), out);
            }
        };
    }

    /** Both ends of the socket that a message goes through, with the address that the message itself names. */
    static Source messageTuple(int message, Direction direction) {
        return new Source() {
            @Override
            public void enter(Call call, Decoding decoding) {
                if (direction == Direction.OUTGOING && decoding.structure(call, call.args[message], MSGHDR)) {
                    long size = decoding.uint32(MSG_NAMELEN);
                    decoding.keepData(call, decoding.int64(MSG_NAME), size, SOCKADDR_MAX);
                } else {
                    decoding.keepNothing(call);
                }
            }

            @Override
            public void write(Call call, int param, Decoding decoding, EventEncoder out) {
                int given = takeAddress(call, decoding);
                boolean received = direction == Direction.INCOMING && call.result >= 0;
                if (received && decoding.structure(call, call.args[message], MSGHDR)) {
                    given = readAddress(call, decoding.int64(MSG_NAME), decoding.int32(MSG_NAMELEN), decoding);
                }
                writeEnds(call, (int) call.args[0], given, direction, param, decoding, out);
            }
        };
    }

    /** A socket option's number: portable for SOL_SOCKET, the kernel's for other levels, which count for themselves. */
    static Source socketOptionName(int level, int option) {
        return (call, param, decoding, out) -> {
            long number = call.args[option] & 0xFFFFFFFFL;
            boolean ofSocket = (int) call.args[level] == SOL_SOCKET;
            long other = number <= 0xFF ? number : 0;
            out.number(param, ofSocket ? KernelFlags.SOCKOPT_OPTIONS.translate(number) : other);
        };
    }

    /** The value of a socket option: selector 2 and four bytes, or selector 0 and the bytes as they are. */
    static Source socketOption(int address, int length, boolean lengthIsPointer) {
        return (call, param, decoding, out) -> {
            long size = call.args[length] & 0xFFFFFFFFL;
            if (lengthIsPointer) {
                size = decoding.structure(call, call.args[length], 4) ? decoding.uint32(0) : 0;
            }
            int wanted = (int) Math.min(size, decoding.snaplenData);
            if (wanted <= 0 || !decoding.structure(call, call.args[address], wanted)) {
                return;
            }
            System.arraycopy(decoding.buffer, 0, decoding.list, 1, wanted);
            decoding.list[0] = (byte) (wanted == 4 ? 2 : 0);
            out.bytes(param, decoding.list, 0, wanted + 1);
        };
    }

    static Source socketOptionLength(int length) {
        return (call, param, decoding, out) -> {
            if (decoding.structure(call, call.args[length], 4)) {
                out.number(param, decoding.uint32(0));
            }
        };
    }
}
