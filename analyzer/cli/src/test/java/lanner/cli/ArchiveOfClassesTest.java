package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the launcher has analyzed for its archive of classes can be: it says nothing of what it could not run. */
class ArchiveOfClassesTest {
    private static final String RULES = "jvm/classes.yaml";

    @Test
    void itsRulesAreWithoutAFinding() {
        Answer answer = Answer.of("rules", "check", "-v", RULES);
        assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
        assertThat(answer.out() + answer.err()).contains("0 errors, 0 warnings");
    }

    @Test
    void itsRequestIsAnEvent() {
        Answer answer = Answer.of("analyze", "-r", RULES, "jvm/classes.json");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("lanner: 1 event in");
    }
}
