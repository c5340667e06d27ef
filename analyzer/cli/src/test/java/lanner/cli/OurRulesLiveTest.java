package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our rules pass their own tests, recorded for real. */
@Order(1)
class OurRulesLiveTest {
    private static final Path TESTS = Path.of("../../rules/tests");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".test.yaml")).sorted().toList().stream();
        }
    }

    @Test
    void allOurTestsAreInOnePlace() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS.getParent())) {
            assertThat(files.filter(file -> file.toString().endsWith(".test.yaml")))
                    .containsExactlyInAnyOrderElementsOf(files().toList())
                    .hasSizeGreaterThan(10);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    @Execution(ExecutionMode.CONCURRENT)
    void ourRulesPassTheirTests(Path file) throws Exception {
        TestedHome.make();
        Answer answer = Answer.of("test", file);
        assumeTrue(!answer.out().contains("forbids tracing"), "this machine forbids ptrace");
        assertThat(answer.status()).as(answer.toString()).isZero();
        assertThat(answer.out().lines().filter(line -> line.startsWith("ok "))).isNotEmpty();
    }
}
