package lanner.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lanner.cli.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two versions of rules do differently over many captures is what one process says of them. */
class FleetRulesDiffTest {
    private static final String OLD = """
            - rule: Shell
              desc: a shell is run
              condition: evt.type in (execve, execveat) and proc.name in (sh, bash)
              output: shell %proc.cmdline by %proc.pname
              priority: NOTICE
            - rule: Connection
              desc: a connection is made
              condition: evt.type = connect and fd.sockfamily = ip
              output: connection %fd.name
              priority: WARNING
            - rule: Credentials
              desc: credentials are read
              condition: evt.type in (open, openat) and fd.name contains credentials
              output: read %fd.name
              priority: ERROR
            """;

    @TempDir
    Path directory;

    @Test
    void listsWhatOneProcessLists() throws IOException {
        Path captures = directory.resolve("captures");
        Captures.ofHosts(captures, 22);
        Path old = Files.writeString(directory.resolve("old.yaml"), OLD);
        Path now = Files.writeString(
                directory.resolve("new.yaml"),
                OLD.replace("(sh, bash)", "(bash, dash, id)")
                        .replace("priority: WARNING", "priority: CRITICAL")
                        .replace("rule: Credentials", "rule: Credentials read"));
        Answer one = Answer.of("rules", "diff", old, now, "--captures", captures, "--all", "--match", "all");

        Answer many = Answer.of(
                "fleet", "rules", "diff", old, now, captures, "--all", "--match", "all", "--master", "local[2]");

        assertThat(many.out().lines().toList())
                .hasSizeGreaterThan(50)
                .anyMatch(line -> line.startsWith("+ "))
                .anyMatch(line -> line.startsWith("- "))
                .anyMatch(line -> line.startsWith("~ "))
                .isEqualTo(one.out().lines().toList());
        assertThat(many.status()).isEqualTo(one.status()).isEqualTo(1);
        assertThat(many.err()).contains("22 captures: 22 read, 0 damaged, 0 skipped");
    }

    @Test
    void sameRulesDifferInNothing() throws IOException {
        Path captures = directory.resolve("captures");
        Captures.ofHosts(captures, 3);
        Path old = Files.writeString(directory.resolve("old.yaml"), OLD);

        Answer many = Answer.of("fleet", "rules", "diff", old, old, captures, "--json", "--master", "local[1]");

        assertThat(many.out())
                .isEqualTo(Answer.of("rules", "diff", old, old, "--captures", captures, "--json")
                        .out());
        assertThat(many.status()).isZero();
    }
}
