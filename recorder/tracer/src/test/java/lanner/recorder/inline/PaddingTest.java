package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.recorder.Machine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The places of real files, held against what a disassembler reads of the whole file; counted in {@code target/padding}. */
class PaddingTest {
    private static final Path COUNTED = Path.of("target", "padding");

    private static final Pattern LINE = Pattern.compile("\\s*([0-9a-f]+):\\t([0-9a-f ]+?)\\s*\\t(.*)");
    private static final Pattern BRANCH = Pattern.compile("(?:bnd )?(?:j\\w+|call|loop\\w*)\\s+([0-9a-f]+)\\b.*");

    /** The code of a file: instructions by their addresses, and where branches lead. */
    private static final class Code {
        private final TreeMap<Long, byte[]> instructions = new TreeMap<>();
        private final List<Long> calls = new ArrayList<>();
        private final TreeSet<Long> targets = new TreeSet<>();

        private void add(Matcher line) {
            long address = Long.parseLong(line.group(1), 16);
            String text = line.group(3).strip();
            instructions.put(address, HexFormat.of().parseHex(line.group(2).replace(" ", "")));
            if (text.equals("syscall")) {
                calls.add(address);
            }
            Matcher branch = BRANCH.matcher(text);
            if (branch.matches()) {
                targets.add(Long.parseLong(branch.group(1), 16));
            }
        }

        /** The bytes from an address on, up to where there is no code. */
        private byte[] bytes(long from, int length) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                Map.Entry<Long, byte[]> entry = instructions.floorEntry(from + i);
                long offset = entry == null ? 0 : from + i - entry.getKey();
                if (entry == null || offset >= entry.getValue().length) {
                    return Arrays.copyOf(bytes, i);
                }
                bytes[i] = entry.getValue()[(int) offset];
            }
            return bytes;
        }

        private String before(long address) {
            Map.Entry<Long, byte[]> entry = instructions.lowerEntry(address);
            return entry == null ? "" : HexFormat.of().formatHex(entry.getValue());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
                    /lib/x86_64-linux-gnu/libc.so.6,       85
                    /usr/lib/x86_64-linux-musl/libc.so,    65
                    /usr/lib/go-1.19/bin/go,               85
                    """)
    void noBranchOfTheFileLeadsIntoPaddingAndMostCallsHaveAPlace(Path file, int percent) throws Exception {
        Machine.need("objdump");
        assumeTrue(Files.exists(file), "there is no such file");
        Code code = read(file);
        assertThat(code.calls).isNotEmpty();
        List<String> wrong = new ArrayList<>();
        int placed = 0;
        int before = 0;
        for (long call : code.calls) {
            byte[] bytes = code.bytes(call - Patching.BEFORE, Patching.BEFORE + 2 + Patching.BEHIND);
            if (bytes.length < Patching.BEFORE + 2) {
                continue;
            }
            Optional<Patching.Place> place = Patching.find(bytes, call, number(bytes), pad -> false);
            placed += place.isPresent() ? 1 : 0;
            before += place.isPresent() && place.get().form() == Site.Form.BEFORE ? 1 : 0;
            // Whether there is padding does not depend on how the number is loaded.
            Patching.find(bytes, call, ~number(bytes), pad -> false)
                    .filter(found -> !isUnused(code, found.start()))
                    .ifPresent(found -> wrong.add(Long.toHexString(call)));
        }
        Files.writeString(
                Files.createDirectories(COUNTED).resolve(file.getFileName() + ".txt"),
                placed + " of " + code.calls.size() + " calls, " + before + " where the number is loaded before\n");
        assertThat(wrong).isEmpty();
        assertThat(placed * 100L / code.calls.size()).isGreaterThanOrEqualTo(percent);
    }

    private static int number(byte[] bytes) {
        int at = Patching.BEFORE - 4;
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    /** Whether no branch leads there, and it is nops or breakpoints for a disassembler too. */
    private static boolean isUnused(Code code, long pad) {
        return code.targets.subSet(pad, pad + Padding.BYTES).isEmpty()
                && code.before(pad + 1).matches("cc|90|6690|(66)*(2e)?0f1f.*");
    }

    private static Code read(Path file) throws IOException, InterruptedException {
        Code code = new Code();
        Process process = new ProcessBuilder("objdump", "-d", "-w", file.toString()).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String text = out.readLine(); text != null; text = out.readLine()) {
                Matcher matcher = LINE.matcher(text);
                if (matcher.matches()) {
                    code.add(matcher);
                }
            }
        }
        assertThat(process.waitFor()).isZero();
        return code;
    }
}
