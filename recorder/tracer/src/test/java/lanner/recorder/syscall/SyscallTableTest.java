package lanner.recorder.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.ConnectParams;
import lanner.capture.event.CredentialParams;
import lanner.capture.event.DupParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.SocketParams;
import lanner.capture.event.SyscallNames;
import lanner.capture.event.TransferParams;
import lanner.recorder.arch.Abi;
import lanner.recorder.os.NativeFacts;
import lanner.recorder.os.TraceeMemory;
import lanner.recorder.trace.Call;
import org.junit.jupiter.api.Test;

class SyscallTableTest {
    private static final int UNLINKED = EventType.UNLINK.indexOf("path");

    private static final Set<EventType> PROCESS_EVENTS = EnumSet.of(
            EventType.EXECVE, EventType.EXECVEAT, EventType.CLONE, EventType.CLONE3, EventType.FORK, EventType.VFORK);

    private final Call call = new Call();
    private final Map<Long, byte[]> pages = new HashMap<>();
    private final TraceeMemory memory = new TraceeMemory() {
        @Override
        public int read(int tid, long address, byte[] into, int offset, int length) {
            byte[] found = pages.get(address);
            if (found == null) {
                return UNREADABLE;
            }
            int got = Math.min(length, found.length);
            System.arraycopy(found, 0, into, offset, got);
            return got;
        }

        @Override
        public int readText(int tid, long address, byte[] into, int offset, int max) {
            byte[] found = pages.get(address);
            if (found == null) {
                return UNREADABLE;
            }
            for (int i = 0; i < max; i++) {
                if (i >= found.length || found[i] == 0) {
                    return i;
                }
                into[offset + i] = found[i];
            }
            return max;
        }

        @Override
        public void waitForNobody() {
            // It never waits.
        }
    };

    @Test
    void everyDecodedCallOfTheTableOfEventsHasARow() {
        for (int number : SyscallNames.X86_64.numbers()) {
            EventType event = SyscallNames.X86_64.event(number);
            if (event != EventType.GENERIC && !PROCESS_EVENTS.contains(event)) {
                assertThat(SyscallTable.decodes(event)).as(event.label()).isTrue();
            }
        }
        for (EventType event : EventType.values()) {
            if (event.kind() == EventType.Kind.SYSCALL && !PROCESS_EVENTS.contains(event)) {
                assertThat(SyscallTable.decodes(event)).as(event.label()).isTrue();
            }
        }
    }

    @Test
    void everyRowWritesARecordThatReadsBackWhateverItsArguments() {
        for (int number : SyscallNames.X86_64.numbers()) {
            EventType event = SyscallNames.X86_64.event(number);
            if (event == EventType.GENERIC || PROCESS_EVENTS.contains(event)) {
                continue;
            }
            for (long argument : new long[] {0, 3, -1, Long.MIN_VALUE, 0x7FFF_0000_1234L}) {
                Event read = decode(number, -22, argument, argument, argument, argument, argument, argument);
                assertThat(read.type()).isEqualTo(event);
                assertThat(read.result()).isEqualTo(-22);
            }
        }
    }

    @Test
    void anOpenatHasItsPathAndPortableFlags() {
        text(0x1000, "etc/passwd");
        Event event = decode(257, -2, -100, 0x1000, 02000001, 0, 0, 0);
        assertThat(event.type()).isEqualTo(EventType.OPENAT);
        assertThat(event.param(OpenatParams.DIRFD, 0)).isEqualTo(-100);
        assertThat(event.text(OpenatParams.NAME)).isEqualTo("etc/passwd");
        assertThat(event.param(OpenatParams.FLAGS, 0)).isEqualTo(2 | 4096);
    }

    @Test
    void aPathThatIsTooLongIsCutAndMarked() {
        text(0x1000, "x".repeat(200));
        Event event = decode(87, 0, 0x1000, 0, 0, 0, 0, 0);
        assertThat(event.text(UNLINKED)).hasSize(100);
        assertThat(event.isCut(UNLINKED)).isTrue();
    }

    @Test
    void aPathThatCannotBeReadIsMarkedAndNotGuessed() {
        Event event = decode(87, -14, 0x6666, 0, 0, 0, 0, 0);
        assertThat(event.has(UNLINKED)).isFalse();
        assertThat(event.isUnreadable(UNLINKED)).isTrue();
    }

    @Test
    void writtenDataIsKeptToTheSnapLength() {
        text(0x2000, "secret data that goes on and on");
        Event event = decode(1, 31, 4, 0x2000, 31, 0, 0, 0);
        assertThat(event.type()).isEqualTo(EventType.WRITE);
        assertThat(event.text(TransferParams.DATA)).isEqualTo("secret data");
        assertThat(event.isCut(TransferParams.DATA)).isTrue();
        assertThat(event.param(TransferParams.FD, -1)).isEqualTo(4);
        assertThat(event.param(TransferParams.SIZE, -1)).isEqualTo(31);
    }

    @Test
    void aConnectKeepsTheAddressThatWasAskedFor() {
        pages.put(0x3000L, new byte[] {2, 0, 0x1F, (byte) 0x90, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
        Event event = decode(42, -111, 999_999, 0x3000, 16, 0, 0, 0);
        assertThat(event.bytes(ConnectParams.ADDR)).containsExactly(2, 127, 0, 0, 1, 0x90, 0x1F);
    }

    @Test
    void dup3AndSocketFlagsAreTranslated() {
        assertThat(decode(292, 7, 3, 7, 02000000, 0, 0, 0).param(DupParams.FLAGS, 0))
                .isEqualTo(4096);
        Event socket = decode(41, 3, 2, 02004001, 6, 0, 0, 0);
        assertThat(socket.param(SocketParams.DOMAIN, 0)).isEqualTo(2);
        assertThat(socket.param(SocketParams.TYPE, 0)).isEqualTo(1);
        assertThat(socket.param(SocketParams.FLAGS, 0)).isEqualTo(4096 | 64);
    }

    @Test
    void anFchmodat2HasItsPathAndMode() {
        text(0x1000, "bin/tool");
        Event event = decode(452, 0, -100, 0x1000, 04755, 0x100);
        assertThat(event.name()).isEqualTo("fchmodat2");
        assertThat(event.text(EventType.FCHMODAT2.indexOf("filename"))).isEqualTo("bin/tool");
        assertThat(event.param(EventType.FCHMODAT2.indexOf("mode"), 0)).isEqualTo(04755);
    }

    @Test
    void aSetxattratHasTheValueThatItsStructurePointsTo() {
        text(0x1000, "file");
        text(0x2000, "security.capability");
        pages.put(0x3000L, longs(0x4000, 3 | 2L << 32));
        pages.put(0x300CL, new byte[] {2, 0, 0, 0});
        text(0x4000, "abc");
        Event event = decode(463, 0, -100, 0x1000, 0, 0x2000, 0x3000, 16);
        EventType type = EventType.SETXATTRAT;
        assertThat(event.text(type.indexOf("path"))).isEqualTo("file");
        assertThat(event.text(type.indexOf("attribute"))).isEqualTo("security.capability");
        assertThat(event.text(type.indexOf("value"))).isEqualTo("abc");
        assertThat(event.param(type.indexOf("flags"), 0)).isEqualTo(2);
    }

    @Test
    void aUtimensatHasTheTimesThatItSetsAndNoneThatItLeaves() {
        text(0x1000, "file");
        pages.put(0x2000L, longs(1, 5));
        pages.put(0x2010L, longs(0, 0x3FFFFFFE));
        Event event = decode(280, 0, -100, 0x1000, 0x2000, 0);
        assertThat(event.param(EventType.UTIMENSAT.indexOf("atime"), 0)).isEqualTo(1_000_000_005L);
        assertThat(event.has(EventType.UTIMENSAT.indexOf("mtime"))).isFalse();
    }

    @Test
    void aRingWithoutAnyOtherFlagThanPollingIsOnlyThat() {
        pages.put(0x1008L, new byte[] {1, 0, 0, 0});
        assertThat(decode(425, -22, 8, 0x1000).param(EventType.IO_URING_SETUP.indexOf("flags"), -1))
                .isEqualTo(FlagSets.IO_URING_SETUP_FLAGS.value("IORING_SETUP_IOPOLL"));
    }

    @Test
    void a32BitSeekGoesBackwardsToo() {
        call.abi = Abi.I386;
        Event event = decode(19, 3, 7, 0xFFFF_FFFBL, 1);
        assertThat(event.type()).isEqualTo(EventType.LSEEK);
        assertThat(event.param(EventType.LSEEK.indexOf("offset"), 0)).isEqualTo(-5);
    }

    @Test
    void wideIdsOf32BitProgramsAreDecodedAndPointersToNarrowOnesAreNot() {
        call.abi = Abi.I386;
        assertThat(decode(213, 0, 1000).type()).isEqualTo(EventType.SETUID);
        assertThat(decode(213, 0, 1000).param(CredentialParams.UID, 0)).isEqualTo(1000);
        call.number = 209;
        assertThat(new SyscallTable().row(call).event()).isEqualTo(EventType.GETRESUID);
        call.number = 165;
        assertThat(new SyscallTable().row(call)).isNull();
    }

    private static byte[] longs(long first, long second) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(first)
                .putLong(second)
                .array();
    }

    private void text(long address, String text) {
        pages.put(address, (text + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }

    private Event decode(int number, long result, long... arguments) {
        call.tid = Integer.MAX_VALUE;
        call.pid = Integer.MAX_VALUE;
        call.number = number;
        System.arraycopy(arguments, 0, call.args, 0, arguments.length);
        NativeFacts facts = new NativeFacts();
        Decoding decoding = new Decoding(memory, facts, new SocketEnds(facts), 100, 11);
        SyscallRow row = new SyscallTable().row(call);
        row.enter(call, decoding);
        call.result = result;
        EventEncoder encoder =
                new EventEncoder().begin(row.event(), call.tid, 1, 1).result(result);
        row.write(call, decoding, encoder);
        return new Event().wrap(encoder, 0);
    }
}
