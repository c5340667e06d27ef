package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code viewer/docs/comparison.md}: each claim about this viewer has a test or a picture that is there. */
class ComparisonTableTest {
    private static final Path TABLE = Path.of("docs", "comparison.md");
    private static final List<Path> TESTS =
            List.of(Path.of("src", "test"), Path.of("..", "analyzer", "investigation", "src", "test"));
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`");
    private static final int COLUMNS = 7;

    private static Map<String, Path> classes;

    /** A line of the table. */
    private record Claim(List<String> cells) {
        String lanner() {
            return cells.get(1);
        }

        List<String> proofs() {
            return NAMED.matcher(cells.get(2))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
        }

        @Override
        public String toString() {
            return cells.get(0);
        }
    }

    static Stream<Claim> claims() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> new Claim(
                        Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                                .map(String::strip)
                                .toList()));
    }

    @BeforeAll
    static void findTests() throws IOException {
        classes = new HashMap<>();
        for (Path directory : TESTS) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.filter(file -> file.toString().endsWith("Test.java"))
                        .forEach(file ->
                                classes.put(file.getFileName().toString().replaceAll("\\.java$", ""), file));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("claims")
    void whatIsClaimedIsShown(Claim claim) throws IOException {
        assertThat(claim.cells())
                .hasSize(COLUMNS)
                .noneMatch(cell -> cell.isEmpty() && !claim.lanner().equals("no"));
        assertThat(claim.lanner()).matches("(yes|partly)\\b.*|no");
        assertThat(claim.proofs().isEmpty()).isEqualTo(claim.lanner().equals("no"));
        assertThat(claim.cells().subList(3, COLUMNS))
                .allMatch(cell -> cell.matches("(yes|no|partly)\\b.*|not checked"));
        for (String proof : claim.proofs()) {
            if (proof.endsWith(".png")) {
                assertThat(TABLE.resolveSibling(proof)).isRegularFile();
            } else {
                assertThat(isTest(proof)).as(proof).isTrue();
            }
        }
    }

    private static boolean isTest(String proof) throws IOException {
        String[] parts = proof.split("\\.", 2);
        Path file = classes.get(parts[0]);
        return file != null
                && parts.length == 2
                && Pattern.compile(
                                "@(Test|ParameterizedTest)\\b((?!\\bvoid\\b).)*\\bvoid " + Pattern.quote(parts[1])
                                        + "\\(",
                                Pattern.DOTALL)
                        .matcher(Files.readString(file))
                        .find();
    }

    @Test
    void noFeatureStandsThereTwice() throws IOException {
        assertThat(claims().map(Claim::toString)).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    }
}
