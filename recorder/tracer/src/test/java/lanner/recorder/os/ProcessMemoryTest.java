package lanner.recorder.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jnr.ffi.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways to another's memory, tried on our own: process_vm_readv(2) and {@code /proc/PID/mem}. */
class ProcessMemoryTest {
    private static final int PAGE = 4096;
    private static final int LONG = 200_000;
    private static final long FAR = 16L << 20;

    private final int pid = (int) ProcessHandle.current().pid();

    private static ProcessMemory memory(boolean throughProc) {
        ProcessMemory memory = new ProcessMemory();
        if (throughProc) {
            memory.waitForNobody();
        }
        return memory;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bytesAreCopiedHoweverManyThereAre(boolean throughProc) {
        byte[] content = new byte[LONG];
        new Random(7).nextBytes(content);
        Pointer there = Native.allocate(content);
        byte[] into = new byte[LONG + 2];
        int got;
        try {
            got = memory(throughProc).read(pid, there.address(), into, 1, LONG);
        } finally {
            Reference.reachabilityFence(there);
        }
        assertThat(got).isEqualTo(LONG);
        assertThat(Arrays.copyOfRange(into, 1, LONG + 1)).isEqualTo(content);
        assertThat(into[0]).isZero();
        assertThat(into[LONG + 1]).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "false, 0, 20, 0",
        "false, 5, 20, 5",
        "false, 300, 1000, 300",
        "false, 9000, 20000, 9000",
        "false, 50, 50, 50",
        "false, 300, 299, 299",
        "true, 0, 20, 0",
        "true, 9000, 20000, 9000",
        "true, 300, 299, 299",
    })
    void aTextEndsBeforeItsNulOrAtTheLimit(boolean throughProc, int length, int most, int expected) {
        byte[] content = new byte[LONG];
        Arrays.fill(content, 0, length, (byte) 'x');
        Pointer there = Native.allocate(content);
        byte[] into = new byte[most];
        int got;
        try {
            got = memory(throughProc).readText(pid, there.address(), into, 0, most);
        } finally {
            Reference.reachabilityFence(there);
        }
        assertThat(got).isEqualTo(expected);
        assertThat(new String(into, 0, got, StandardCharsets.US_ASCII)).isEqualTo("x".repeat(expected));
    }

    /** The end of a mapped file that nothing lies behind for a long way; 0 if there is none. */
    private static long endOfMemory() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/maps"));
        for (int i = 0; i + 1 < lines.size(); i++) {
            String line = lines.get(i);
            boolean file = line.contains(" r") && line.contains("/");
            if (file && address(lines.get(i + 1), 0) - address(line, 1) > FAR) {
                return address(line, 1);
            }
        }
        return 0;
    }

    private static long address(String line, int index) {
        return Long.parseUnsignedLong(line.substring(0, line.indexOf(' ')).split("-")[index], 16);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void memoryThatEndsIsReadUpToItsEnd(boolean throughProc) throws IOException {
        long end = endOfMemory();
        assumeTrue(end != 0, "there is no such place in this virtual machine");
        byte[] into = new byte[2 * PAGE];
        ProcessMemory memory = memory(throughProc);
        assertThat(memory.read(pid, end - 100, into, 0, 200)).isEqualTo(100);
        assertThat(memory.read(pid, end - 100, into, 0, 2 * PAGE)).isEqualTo(100);
        assertThat(memory.read(pid, end, into, 0, 1)).isEqualTo(TraceeMemory.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsReadWhereNothingIs(boolean throughProc) {
        ProcessMemory memory = memory(throughProc);
        byte[] into = new byte[16];
        for (long address : new long[] {0, 8, -1, Long.MIN_VALUE}) {
            assertThat(memory.read(pid, address, into, 0, 16)).isEqualTo(TraceeMemory.UNREADABLE);
            assertThat(memory.readText(pid, address, into, 0, 16)).isEqualTo(TraceeMemory.UNREADABLE);
        }
        assertThat(into).containsOnly(0);
    }

    @Test
    void nothingIsReadOfAProcessThatIsGone() {
        byte[] into = new byte[16];
        assertThat(new ProcessMemory().read(1 << 23, PAGE, into, 0, 16)).isEqualTo(TraceeMemory.UNREADABLE);
        assertThat(new ProcessMemory().readText(1 << 23, PAGE, into, 0, 16)).isEqualTo(TraceeMemory.UNREADABLE);
    }
}
