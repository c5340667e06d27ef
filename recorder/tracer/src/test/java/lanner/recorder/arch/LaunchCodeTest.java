package lanner.recorder.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The machine code of each thing that a launcher does, and what a disassembler (objdump -d) makes of it. */
class LaunchCodeTest {
    private static final int ADDRESS = 0x400078;
    private static final int BEHIND = 0x400200;

    @Test
    void x86CodeIsWhatADisassemblerReads() {
        assertThat(code(Machines.X86_64)).isEqualTo("""
                pause       b8220000000f05
                jump        ebf7
                close_range bf03000000beffffffffba00000000b8b40100000f05
                prctl       bf26000000be01000000ba0000000041ba0000000041b800000000b89d0000000f05
                ifZero      85c00f843f010000
                unlessError 83f8f30f8536010000
                execute     bf00034000488d742408488d9424501f0000b83b0000000f05
                exit        89c7f7dfb8e70000000f05
                """);
    }

    /** {@code ppoll} waits: there is no pause; each number is moved in two halves; {@code svc #0} is d4000001. */
    @Test
    void arm64CodeIsWhatADisassemblerReads() {
        assertThat(words(code(Machines.ARM64))).isEqualTo("""
                pause       52800000 72a00000 52800001 72a00001 52800002 72a00002 52800003 72a00003 52800928 72a00008 d4000001
                jump        17fffff5
                close_range 52800060 72a00000 529fffe1 72bfffe1 52800002 72a00002 52803688 72a00008 d4000001
                prctl       528004c0 72a00000 52800021 72a00001 52800002 72a00002 52800003 72a00003 52800004 72a00004 528014e8 72a00008 d4000001
                ifZero      34000800
                unlessError 3100341f 540007c1
                execute     52806000 72a00800 910023e1 5283ea02 72a00002 8b2263e2 52801ba8 72a00008 d4000001
                exit        4b0003e0 52800bc8 72a00008 d4000001
                """);
    }

    private static String code(Architecture machine) {
        StringBuilder listing = new StringBuilder();
        LaunchCode code = machine.launchCode(ADDRESS);
        write(listing, code, "pause", LaunchCode::waitForSignal);
        write(listing, code, "jump", each -> each.jump(ADDRESS));
        write(listing, code, "close_range", each -> each.call("close_range", 3, -1, 0));
        write(listing, code, "prctl", each -> each.call("prctl", 38, 1, 0, 0, 0));
        write(listing, code, "ifZero", each -> each.jumpIfZero(BEHIND));
        write(listing, code, "unlessError", each -> each.jumpUnlessError(13, BEHIND));
        write(listing, code, "execute", each -> each.execute(0x400300, 1000));
        write(listing, code, "exit", LaunchCode::exitWithError);
        return listing.toString();
    }

    private static void write(StringBuilder listing, LaunchCode code, String what, Consumer<LaunchCode> write) {
        int before = code.bytes().length;
        write.accept(code);
        byte[] bytes = code.bytes();
        assertThat(code.here()).isEqualTo(ADDRESS + bytes.length);
        listing.append(String.format("%-11s %s%n", what, HexFormat.of().formatHex(bytes, before, bytes.length)));
    }

    /** The same with each four bytes as the number that they are. */
    private static String words(String listing) {
        StringBuilder words = new StringBuilder();
        for (String line : listing.lines().toList()) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(HexFormat.of().parseHex(line.substring(12))).order(ByteOrder.LITTLE_ENDIAN);
            words.append(line, 0, 11);
            while (bytes.hasRemaining()) {
                words.append(String.format(" %08x", bytes.getInt()));
            }
            words.append('\n');
        }
        return words.toString();
    }
}
