package lanner.recorder.ring;

import java.util.List;
import lanner.recorder.arch.Architecture;
import lanner.recorder.syscall.Decoding;
import lanner.recorder.trace.Call;

/**
 * What a ring can be asked for, a row each, with the system call that does the same and where its arguments lie in a
 * submission ({@code struct io_uring_sqe}). Operations without a row, such as a poll or a timeout, touch nothing that is
 * recorded of programs that make plain calls.
 */
@SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
enum RingOperation {
    READV(1, "preadv", Place.FD, Place.ADDRESS, Place.LENGTH, Place.OFFSET),
    WRITEV(2, "pwritev", Place.FD, Place.ADDRESS, Place.LENGTH, Place.OFFSET),
    READ_FIXED(4, "pread64", Place.FD, Place.ADDRESS, Place.LENGTH, Place.OFFSET),
    WRITE_FIXED(5, "pwrite64", Place.FD, Place.ADDRESS, Place.LENGTH, Place.OFFSET),
    SENDMSG(9, "sendmsg", Place.FD, Place.ADDRESS, Place.FLAGS),
    RECVMSG(10, "recvmsg", Place.FD, Place.ADDRESS, Place.FLAGS),
    ACCEPT(13, "accept4", Place.FD, Place.ADDRESS, Place.OFFSET, Place.FLAGS),
    CONNECT(16, "connect", Place.FD, Place.ADDRESS, Place.OFFSET),
    OPENAT(18, "openat", Place.FD, Place.ADDRESS, Place.FLAGS, Place.LENGTH),
    CLOSE(19, "close", Place.FD),
    READ(22, "pread64", Place.FD, Place.ADDRESS, Place.LENGTH, Place.OFFSET),
    WRITE(23, "pwrite64", Place.FD, Place.ADDRESS, Place.LENGTH, Place.OFFSET),
    SEND(26, "sendto", Place.FD, Place.ADDRESS, Place.LENGTH, Place.FLAGS, Place.OFFSET, Place.ADDRESS_LENGTH),
    RECV(27, "recvfrom", Place.FD, Place.ADDRESS, Place.LENGTH, Place.FLAGS, Place.NONE, Place.NONE),
    OPENAT2(28, "openat2", Place.FD, Place.ADDRESS, Place.OFFSET, Place.LENGTH),
    SPLICE(30, "splice", Place.FILE_INDEX, Place.ADDRESS, Place.FD, Place.OFFSET, Place.LENGTH, Place.FLAGS),
    SHUTDOWN(34, "shutdown", Place.FD, Place.LENGTH),
    RENAMEAT(35, "renameat2", Place.FD, Place.ADDRESS, Place.LENGTH, Place.OFFSET, Place.FLAGS),
    UNLINKAT(36, "unlinkat", Place.FD, Place.ADDRESS, Place.FLAGS),
    MKDIRAT(37, "mkdirat", Place.FD, Place.ADDRESS, Place.LENGTH),
    SYMLINKAT(38, "symlinkat", Place.ADDRESS, Place.FD, Place.OFFSET),
    LINKAT(39, "linkat", Place.FD, Place.ADDRESS, Place.LENGTH, Place.OFFSET, Place.FLAGS),
    FSETXATTR(41, "fsetxattr", Place.FD, Place.ADDRESS, Place.OFFSET, Place.LENGTH, Place.FLAGS),
    SETXATTR(42, "setxattr", Place.THIRD_ADDRESS, Place.ADDRESS, Place.OFFSET, Place.LENGTH, Place.FLAGS),
    SOCKET(45, "socket", Place.FD, Place.OFFSET, Place.LENGTH),
    SEND_ZC(47, "sendto", Place.FD, Place.ADDRESS, Place.LENGTH, Place.FLAGS, Place.OFFSET, Place.ADDRESS_LENGTH),
    SENDMSG_ZC(48, "sendmsg", Place.FD, Place.ADDRESS, Place.FLAGS),
    READ_MULTISHOT(49, "pread64", Place.FD, Place.NONE, Place.NONE, Place.OFFSET),
    FTRUNCATE(55, "ftruncate", Place.FD, Place.OFFSET),
    BIND(56, "bind", Place.FD, Place.ADDRESS, Place.OFFSET),
    LISTEN(57, "listen", Place.FD, Place.LENGTH),
    PIPE(62, "pipe2", Place.FD, Place.FLAGS);

    /** The size of a submission; with IORING_SETUP_SQE128 twice that. */
    static final int SIZE = 64;

    /** The file is one of the ring's own table: the number in the submission is no descriptor. */
    private static final int FIXED_FILE = 1;

    private static final int OPCODE_OFFSET = 0;
    private static final int FLAGS_OFFSET = 1;
    private static final int USER_DATA_OFFSET = 32;
    private static final int FILE_INDEX_OFFSET = 44;
    private static final RingOperation[] BY_OPCODE = new RingOperation[256];

    static {
        for (RingOperation operation : values()) {
            BY_OPCODE[operation.opcode] = operation;
        }
    }

    /** Where an argument lies, by the names of {@code struct io_uring_sqe}. */
    private enum Place {
        FD(4, 4),
        /** {@code off}, also {@code addr2} and the length of a socket's address. */
        OFFSET(8, 8),
        ADDRESS(16, 8),
        LENGTH(24, 4),
        FLAGS(28, 4),
        /** {@code splice_fd_in}. */
        FILE_INDEX(FILE_INDEX_OFFSET, 4),
        /** {@code addr_len}, for the address of a message's receiver. */
        ADDRESS_LENGTH(44, 2),
        THIRD_ADDRESS(48, 8),
        NONE(0, 0);

        private final int at;
        private final int size;

        Place(int at, int size) {
            this.at = at;
            this.size = size;
        }

        long in(Decoding decoding) {
            return switch (size) {
                case 8 -> decoding.int64(at);
                case 4 -> decoding.int32(at);
                case 2 -> decoding.uint16(at);
                default -> 0;
            };
        }
    }

    private final int opcode;
    private final int number;
    private final List<Place> arguments;

    RingOperation(int opcode, String call, Place... arguments) {
        this.opcode = opcode;
        this.number = Architecture.current().number(call);
        this.arguments = List.of(arguments);
    }

    /** The operation of the submission in the decoder's buffer; null for one without a row. */
    static RingOperation in(Decoding decoding) {
        return BY_OPCODE[decoding.uint8(OPCODE_OFFSET)];
    }

    /** What ties a submission to its completion. */
    static long userData(Decoding decoding) {
        return decoding.int64(USER_DATA_OFFSET);
    }

    /** Whether a descriptor that the operation makes goes into the ring's own table: its result is none then. */
    boolean makesFixedFile(Decoding decoding) {
        return (this == OPENAT || this == OPENAT2 || this == ACCEPT || this == SOCKET || this == PIPE)
                && decoding.int32(FILE_INDEX_OFFSET) != 0;
    }

    /** The system call's number. */
    int number() {
        return number;
    }

    /** Makes the submission in the decoder's buffer the call that does the same. */
    void fill(Call into, Decoding decoding) {
        into.number = number;
        for (int i = 0; i < into.args.length; i++) {
            into.args[i] = i < arguments.size() ? arguments.get(i).in(decoding) : 0;
        }
        if ((decoding.uint8(FLAGS_OFFSET) & FIXED_FILE) != 0) {
            for (int i = 0; i < arguments.size(); i++) {
                if (arguments.get(i) == Place.FD) {
                    into.args[i] = -1;
                }
            }
        }
    }
}
