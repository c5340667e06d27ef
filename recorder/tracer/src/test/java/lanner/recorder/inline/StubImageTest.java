package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.capture.InlineLevel;
import lanner.capture.event.SyscallNames;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StubImageTest {
    private static final Path GOLDEN = Path.of("src/test/resources/lanner/recorder/inline/stub.txt");

    @TempDir
    Path directory;

    @Test
    void isListedAsTheGoldenFileHasIt() throws IOException {
        String listing = StubImage.of(InlineLevel.OPEN).listing();
        assertThat(listing).isEqualTo(Files.readString(GOLDEN, StandardCharsets.US_ASCII));
    }

    /** objdump's own reading of the bytes, instruction by instruction. */
    @Test
    void isWhatADisassemblerReads() throws Exception {
        Machine.need("objdump");
        StubImage image = StubImage.of(InlineLevel.OPEN);
        Path file = Files.write(directory.resolve("stub"), image.bytes());
        List<String> expected = new ArrayList<>();
        for (Assembler.Instruction each : image.instructions()) {
            expected.add(Integer.toHexString(each.address()) + " " + each.text());
        }
        List<String> read = new ArrayList<>();
        Pattern line = Pattern.compile("\\s*([0-9a-f]+):\\t[0-9a-f ]+\\t(.*)");
        for (String text : objdump(file)) {
            Matcher matcher = line.matcher(text);
            if (matcher.matches()) {
                String instruction =
                        matcher.group(2).replaceAll("#.*", "").strip().replaceAll("\\s+", " ");
                read.add(matcher.group(1) + " " + instruction);
            }
        }
        assertThat(read).containsAll(expected);
    }

    private static List<String> objdump(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        "objdump",
                        "-D",
                        "-z",
                        "-w",
                        "-b",
                        "binary",
                        "-m",
                        "i386:x86-64",
                        "-M",
                        "intel",
                        "--adjust-vma=0x" + Integer.toHexString(SlotLayout.CODE),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    /** Classes are looked up by number: only what the level names and the recording selects has one. */
    @ParameterizedTest
    @EnumSource(InlineLevel.class)
    void doesWhatItsLevelNamesAndTheRecordingSelects(InlineLevel level) {
        BitSet traced = new BitSet();
        for (String name : List.of("close", "openat", "access", "fcntl")) {
            traced.set(SyscallNames.X86_64.number(name).orElseThrow());
        }
        byte[] page = new StubImage(InlineCall.of(level, traced)).bytes();
        List<String> recorded = new ArrayList<>();
        for (int number = 0; number < SlotLayout.CLASS_COUNT; number++) {
            if (page[SlotLayout.CLASSES - SlotLayout.CODE + number] != 0) {
                recorded.add(SyscallNames.X86_64.name(number));
            }
        }
        assertThat(recorded)
                .containsExactlyInAnyOrderElementsOf(
                        switch (level) {
                            case OFF -> List.of();
                            case LOOK -> List.of("close", "access", "fcntl");
                            case OPEN -> List.of("close", "openat", "access", "fcntl");
                        });
    }

    @Test
    void touchesNoStackAndNoRegisterButTwo() {
        assertThat(StubImage.of(InlineLevel.OPEN).instructions())
                .extracting(Assembler.Instruction::text)
                .noneMatch(text -> text.matches(".*\\b(rsp|rbp|esp|ebp|xmm\\d+|push|pop|call|ret)\\b.*"));
    }

    @Test
    void aThreadWithoutASlotFindsZeros() {
        byte[] page = StubImage.of(InlineLevel.OPEN).bytes();
        for (int i = 0; i < SlotLayout.HEADER_BYTES; i++) {
            assertThat(page[SlotLayout.NO_SLOT_OFFSET + i]).isZero();
        }
    }

    @Test
    void oneInstructionMayMakeCallsWithoutAStop() {
        StubImage image = StubImage.of(InlineLevel.OPEN);
        assertThat(image.instructions().stream()
                        .filter(each -> each.text().equals("syscall") && each.address() < image.bootstrap())
                        .map(Assembler.Instruction::end))
                .containsExactly(image.after());
    }
}
