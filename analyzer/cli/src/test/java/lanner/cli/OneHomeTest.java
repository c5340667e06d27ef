package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lanner.product.ExitCode;
import lanner.product.Version;
import lanner.recorder.SourceTree;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Version, exit codes and options of the virtual machine stand in one place each; what must repeat one says the same. */
class OneHomeTest {
    private static final Path PROJECT = Path.of("../..");

    @Test
    void theVersionIsTheBuilds() throws IOException {
        String pom = Files.readString(PROJECT.resolve("pom.xml"));
        assertThat(Version.number()).isEqualTo(only(pom, "<revision>(.*)</revision>"));
        assertThat(run("--version")).isEqualTo("lanner " + Version.number() + "\n");
    }

    @Test
    void noOtherFileOfTheBuildOrOfMainCodeHoldsTheVersion() throws IOException {
        assertThat(filesWith(Pattern.quote(Version.number()))).containsExactly("pom.xml");
    }

    @Test
    void optionsOfTheVirtualMachineStandBesideEachOther() throws IOException {
        assertThat(filesWith(
                        "java\\.base/java\\.lang\\.reflect|chronicle\\.announcer\\.disable|Xmx512m|sun-misc-unsafe"))
                .containsExactlyInAnyOrder(
                        "recorder/jvm/lanner.options", "recorder/jvm/jdk24.options", "viewer/viewer.options");
    }

    @Test
    void theLauncherAsksForTheJavaThatTheBuildCompilesFor() throws IOException {
        String release = only(
                Files.readString(PROJECT.resolve("pom.xml")), "<maven.compiler.release>(.*)</maven.compiler.release>");
        String launcher = Files.readString(PROJECT.resolve("lanner"));
        assertThat(numbers(launcher, "-ge (\\d+) \\] \\|\\| die")).containsExactly(release);
        assertThat(numbers(launcher, "(\\d+) (?:or later|is needed)")).containsOnly(release);
    }

    @Test
    void theLauncherEndsWithTheStatusOfTheEnvironment() throws IOException {
        assertThat(numbers(Files.readString(PROJECT.resolve("lanner")), "exit (\\d+)"))
                .containsExactly(String.valueOf(ExitCode.ENVIRONMENT.code()));
    }

    @Test
    void helpOfRecordNamesOurStatuses() {
        String sentence = only(run("record", "--help"), "(?s)Exit status: (.*)");
        List<String> codes = Arrays.stream(ExitCode.values())
                .map(code -> String.valueOf(code.code()))
                .toList();
        assertThat(numbers(sentence, "; *\\s*(\\d+) ")).hasSize(4).isSubsetOf(codes);
    }

    @Test
    void theHelpNamesEveryStatusOfTheCommands() {
        Set<ExitCode> codes = EnumSet.range(ExitCode.DONE, ExitCode.INTERNAL);
        codes.add(ExitCode.INTERRUPTED);
        assertThat(words(only(run("--help"), "(?s)(Exit status: .*)")))
                .isEqualTo(codes.stream()
                        .map(code -> code.code() + " " + code.words())
                        .collect(Collectors.joining("; ", "Exit status: ", ".")));
    }

    @Test
    void theReadmeTellsTheStatusesAsTheHelpDoes() throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"));
        String told = only(readme, "(?s)(Exit status: .*?)\\.\\s");
        assertThat(words(only(run("--help"), "(?s)(Exit status: .*)"))).isEqualTo(words(told.replace("`", "")) + ".");
    }

    @Test
    void picocliEndsWithOurStatuses() {
        assertThat(CommandLine.ExitCode.OK).isEqualTo(ExitCode.DONE.code());
        assertThat(CommandLine.ExitCode.USAGE).isEqualTo(ExitCode.USAGE.code());
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        Lanner.commandLine(new PrintWriter(out)).execute(arguments);
        return out.toString();
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static List<String> numbers(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static String only(String text, String pattern) {
        List<MatchResult> found =
                Pattern.compile(pattern).matcher(text).results().toList();
        assertThat(found).as(pattern).hasSize(1);
        return found.get(0).group(1);
    }

    /** Of the launcher, the build and the code of the product, the files in which the pattern occurs. */
    private static List<String> filesWith(String pattern) throws IOException {
        Pattern compiled = Pattern.compile(pattern);
        List<Path> sources = SourceTree.files(PROJECT).stream()
                .filter(file -> PROJECT.relativize(file)
                        .toString()
                        .matches("lanner|pom\\.xml|recorder/jvm/.*|viewer/viewer\\.options|viewer/bench|\\.ci/.*"
                                + "|.*/(pom\\.xml|src/main/.*\\.(java|txt|properties))"))
                .toList();
        assertThat(sources).hasSizeGreaterThan(500);
        return sources.stream()
                .filter(file -> compiled.matcher(text(file)).find())
                .map(file -> PROJECT.relativize(file).toString())
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
