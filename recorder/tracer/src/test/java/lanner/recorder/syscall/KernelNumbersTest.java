package lanner.recorder.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lanner.capture.event.FlagSet;
import lanner.capture.event.FlagSets;
import lanner.capture.event.SyscallNames;
import lanner.recorder.Machine;
import lanner.recorder.SourceTree;
import lanner.recorder.arch.Architecture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers that our tables give to the kernel's names, compared with the headers of the machine at hand. Names that these
 * headers do not know are left out.
 */
class KernelNumbersTest {
    private static final String NUMBER = "(?<number>-?(?:0x[0-9A-Fa-f_]{1,15}|[0-9][0-9_]*))L?\\b";

    /** How a name and its number stand side by side in our sources. */
    private static final List<Pattern> PAIRS = List.of(
            Pattern.compile("static final (?:int|long) (?<name>[A-Z][A-Z0-9_]+) = " + NUMBER + ";"),
            Pattern.compile("\\b(?:name|signal)\\(" + NUMBER + ", \"(?<name>\\w+)\"\\)"),
            Pattern.compile("\"(?<name>[A-Z]\\w+)\",\\s+" + NUMBER),
            Pattern.compile("\\b(?<name>[A-Z][A-Z0-9_]+)=" + NUMBER));

    private static final Pattern CAPABILITY = Pattern.compile("\"(CAP_\\w+)\"");

    /** Numbers of captures, whatever the kernel's are, and those of another machine than most. */
    private static final Set<String> OTHERS = Set.of("FlagSets.java", "Arm.java");

    /** The bit that tells it from another name, where the C name is both: O_DSYNC, O_DIRECTORY. */
    private static final Map<String, Long> PARTS = Map.of("O_SYNC", 0x100000L, "O_TMPFILE", 0x400000L);

    /** The C names of flags that Falco prints without their prefix. */
    private static final Map<String, String> PREFIXES = Map.of("mount_flags", "MS_", "umount_flags", "MNT_");

    private record Pair(String name, long number, String where) {}

    @BeforeAll
    static void needsCompiler() {
        Machine.need("gcc");
    }

    @Test
    void numbersOfKernelNamesInTheSourcesAreTheKernels() throws IOException, InterruptedException {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Path source : sources()) {
            collect(source, pairs);
        }
        agree(pairs, 700);
    }

    @Test
    void flagsThatAreRecordedAsTheyAreHaveTheKernelsNumbers() throws Exception {
        Set<String> translated = Arrays.stream(KernelFlags.class.getDeclaredFields())
                .map(Field::getName)
                .collect(Collectors.toSet());
        Set<Pair> pairs = new LinkedHashSet<>();
        for (Field field : FlagSets.class.getFields()) {
            if (!translated.contains(field.getName())) {
                FlagSet set = (FlagSet) field.get(null);
                String prefix = PREFIXES.getOrDefault(set.name(), "");
                set.flags().forEach(flag -> pairs.add(new Pair(prefix + flag.name(), flag.value(), set.name())));
            }
        }
        agree(pairs, 200);
    }

    @Test
    void capabilitiesStandAtTheirNumbers() throws IOException, InterruptedException {
        Path table = sources().stream()
                .filter(each -> each.endsWith("KernelNames.java"))
                .findFirst()
                .orElseThrow();
        List<String> names = CAPABILITY
                .matcher(Files.readString(table))
                .results()
                .map(each -> each.group(1))
                .toList();
        Set<Pair> pairs = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            pairs.add(new Pair(names.get(i), i, "capabilities"));
        }
        agree(pairs, 38);
    }

    @Test
    void callsHaveTheNumbersOfTheHeaders() throws IOException, InterruptedException {
        assertThat(differing(SyscallNames.X86_64, "asm/unistd_64.h")).isEmpty();
        assertThat(differing(SyscallNames.i386(), "asm/unistd_32.h")).isEmpty();
    }

    /** Where Debian's linux-libc-dev-arm64-cross and linux-libc-dev-armhf-cross put their headers. */
    @ParameterizedTest
    @CsvSource({"aarch64-linux-gnu, 300", "arm-linux-gnueabihf, 380"})
    void callsOnArmHaveTheNumbersOfTheHeaders(String machine, int fewest) throws IOException, InterruptedException {
        Path headers = Path.of("/usr", machine, "include");
        assumeTrue(Files.isDirectory(headers.resolve("asm")), "there are no headers of " + machine);
        SyscallNames table = machine.startsWith("aarch64") ? SyscallNames.arm64() : SyscallNames.arm();
        Map<Integer, String> calls = KernelHeaders.callsOf(headers);
        // Names for numbers that are none, and for calls that the kernel of arm64 does not have.
        calls.values().removeIf(name -> name.matches("syscalls|arch_specific_syscall|pciconfig_\\w+|sync_file_range2"));
        assertThat(calls).hasSizeGreaterThan(fewest);
        assertThat(calls)
                .allSatisfy((number, name) -> assertThat(table.name(number)).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aarch64-linux-gnu", "arm-linux-gnueabihf"})
    void valuesOnArmAreThoseOfTheHeaders(String machine) throws IOException, InterruptedException {
        Path headers = Path.of("/usr", machine, "include");
        assumeTrue(Files.isDirectory(headers.resolve("asm")), "there are no headers of " + machine);
        Map<String, Long> ours = Architecture.of("aarch64").orElseThrow().values();
        assertThat(KernelHeaders.numbers(headers, "asm/fcntl.h", ours.keySet())).isEqualTo(ours);
    }

    @Test
    void aCallIsTheSameEventOnEveryMachine() {
        for (int number : SyscallNames.arm64().numbers()) {
            String name = SyscallNames.arm64().name(number);
            int ours = SyscallNames.X86_64.number(name).orElseThrow();
            assertThat(SyscallNames.arm64().event(number)).as(name).isEqualTo(SyscallNames.X86_64.event(ours));
        }
        for (int number : SyscallNames.arm().numbers()) {
            String name = SyscallNames.arm().name(number);
            SyscallNames.i386()
                    .number(name)
                    .ifPresent(ours -> assertThat(SyscallNames.arm().event(number))
                            .as(name)
                            .isEqualTo(SyscallNames.i386().event(ours)));
        }
    }

    /** New calls have had the same number on every architecture since 424. */
    @Test
    void newCallsHaveTheSameNumberInEveryTable() {
        for (int number = 424; number < 512; number++) {
            if (number != 453) { // map_shadow_stack, of 64 bits alone where there is one at all
                assertThat(SyscallNames.i386().name(number)).isEqualTo(SyscallNames.X86_64.name(number));
                assertThat(SyscallNames.arm64().name(number)).isEqualTo(SyscallNames.X86_64.name(number));
            }
        }
    }

    private static Map<Integer, String> differing(SyscallNames ours, String header)
            throws IOException, InterruptedException {
        Map<Integer, String> calls = KernelHeaders.calls(header);
        assertThat(calls).hasSizeGreaterThan(300);
        Map<Integer, String> differing = new TreeMap<>();
        calls.forEach((number, name) -> {
            if (!ours.name(number).equals(name)) {
                differing.put(number, ours.name(number) + " is " + name);
            }
        });
        return differing;
    }

    private static void agree(Collection<Pair> pairs, int fewest) throws IOException, InterruptedException {
        Map<String, Long> kernel =
                KernelHeaders.values(pairs.stream().map(Pair::name).toList());
        List<Pair> known =
                pairs.stream().filter(each -> kernel.containsKey(each.name())).toList();
        assertThat(known).hasSizeGreaterThanOrEqualTo(fewest);
        assertThat(known).allMatch(each -> isRight(each, kernel.get(each.name())));
    }

    private static boolean isRight(Pair pair, long value) {
        boolean isErrorsResult = pair.name().startsWith("E") && pair.number() == -value;
        return pair.number() == value
                || pair.number() == (value & 0xFFFFFFFFL)
                || isErrorsResult
                || PARTS.getOrDefault(pair.name(), 0L) == pair.number();
    }

    private static List<Path> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("analyzer"))) {
            root = root.getParent();
        }
        List<Path> sources = new ArrayList<>();
        for (String wing : List.of("recorder", "analyzer", "viewer")) {
            SourceTree.files(root.resolve(wing)).stream()
                    .filter(each -> each.toString().contains("/src/main/java/")
                            && each.toString().endsWith(".java")
                            && !OTHERS.contains(each.getFileName().toString()))
                    .forEach(sources::add);
        }
        return sources;
    }

    private static void collect(Path source, Set<Pair> pairs) throws IOException {
        String text = Files.readString(source);
        for (Pattern pattern : PAIRS) {
            for (Matcher pair = pattern.matcher(text); pair.find(); ) {
                long number = Long.decode(pair.group("number").replace("_", ""));
                pairs.add(new Pair(
                        cName(pair.group("name")), number, source.getFileName().toString()));
            }
        }
    }

    /** The C library writes the numbers of calls as {@code SYS_openat}. */
    private static String cName(String name) {
        return name.startsWith("SYS_") ? "SYS_" + name.substring(4).toLowerCase(Locale.ROOT) : name;
    }
}
