package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionLengthTest {
    /** Codes that objdump shows and that are no instruction it could name. */
    private static final Pattern NOT_ONE = Pattern.compile(".*\\(bad\\).*|\\.byte.*|data16$|rex.*|.*\\bfs$|.*\\bgs$");

    @ParameterizedTest
    @CsvSource(textBlock = """
                    c3,                             1, ret
                    0f05,                           2, syscall
                    b801000000,                     5, mov eax
                    48b80102030405060708,           10, movabs
                    66b80100,                       4, mov ax
                    4883f8da,                       4, cmp rax
                    483d01f0ffff,                   6, cmp rax long
                    41c7442408aabbccdd,             9, mov with SIB and displacement
                    8b0425aabbccdd,                 7, absolute address
                    8b05aabbccdd,                   6, relative to rip
                    8b45f8,                         3, one byte of displacement
                    f6c101,                         3, test with immediate
                    f7d0,                           2, not without
                    f7c1aabbccdd,                   6, test with long immediate
                    0f8411223344,                   6, long jump
                    660f1f840000000000,             9, long nop
                    662e0f1f840000000000,           10, longer nop
                    c5f877,                         3, vzeroupper
                    c5f96f07,                       4, vmovdqa
                    c4e279590d11223344,             9, vpbroadcastq
                    c4e37906c011,                   6, vperm2f128
                    62f1fd486f07,                   6, vmovdqa64
                    f30f1efa,                       4, endbr64
                    64488b042528000000,             9, gs or fs relative
                    c8100000,                       4, enter
                    06,                             0, not in 64-bit code
                    66e811223344,                   0, read differently by different processors
                    0f20c0,                         0, privileged
                    48b8010203,                     0, cut off
                    666666666666666666666666666690, 15, the longest
                    """)
    void isWhatTheManualSays(String code, int length, String what) {
        assertThat(InstructionLength.of(HexFormat.of().parseHex(code), 0))
                .as(what)
                .isEqualTo(length);
    }

    /** Every instruction of the C library, as objdump reads it. */
    @Test
    void isWhatADisassemblerReadsInTheCLibrary() throws Exception {
        Machine.need("objdump");
        Path libc = Path.of("/lib/x86_64-linux-gnu/libc.so.6");
        assumeTrue(Files.exists(libc), "there is no C library where Debian has it");
        List<String> wrong = new ArrayList<>();
        Process process = new ProcessBuilder("objdump", "-d", "-w", "--section=.text", libc.toString()).start();
        Pattern line = Pattern.compile("\\s*[0-9a-f]+:\\t([0-9a-f ]+?)\\s*\\t(.*)");
        int seen = 0;
        int told = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String text = out.readLine(); text != null; text = out.readLine()) {
                Matcher matcher = line.matcher(text);
                if (matcher.matches()
                        && !NOT_ONE.matcher(matcher.group(2).strip()).matches()) {
                    byte[] bytes = HexFormat.of().parseHex(matcher.group(1).replace(" ", ""));
                    int length = InstructionLength.of(bytes, 0);
                    seen++;
                    told += length > 0 ? 1 : 0;
                    if (length != bytes.length && length != 0) {
                        wrong.add(length + " " + text.strip());
                    }
                }
            }
        }
        assertThat(process.waitFor()).isZero();
        assertThat(wrong).isEmpty();
        assertThat(seen).isGreaterThan(100_000);
        // What has no length is rare: thread-local storage's padded calls, and what is privileged.
        assertThat(told).isGreaterThan(seen - seen / 500);
    }
}
