package lanner.behaviour.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.policy.SeccompProfile.Denial;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SeccompProfileTest {
    private static final int SCHED_YIELD = 24;
    private static final int MADVISE = 28;

    @TempDir
    private Path directory;

    private PolicyStories stories;

    @BeforeEach
    void begin() {
        stories = new PolicyStories(directory);
    }

    private static List<?> rules(String json) throws JsonException {
        return (List<?>) JsonReader.object(json).get("syscalls");
    }

    private static Object names(Object rule) {
        return ((Map<?, ?>) rule).get("names");
    }

    @Test
    void allowsWhatWasRecordedAndApartFromItWhatEveryProgramAndARuntimeDo() throws Exception {
        Behaviour one = stories.behaviour(
                story -> story.calls(10, SCHED_YIELD, 0).opens(10, "/a").calls(10, MADVISE, -1));
        Behaviour other = stories.behaviour(story -> story.calls(10, SCHED_YIELD, 0));
        SeccompProfile profile = SeccompProfile.of(List.of(one, other));
        String json = profile.json(Denial.ERRNO);
        assertThat(JsonReader.object(json))
                .containsEntry("defaultAction", "SCMP_ACT_ERRNO")
                .containsEntry("defaultErrnoRet", 38L)
                .containsEntry("architectures", List.of("SCMP_ARCH_X86_64"));
        assertThat(names(rules(json).get(0))).isEqualTo(List.of("madvise", "openat", "sched_yield"));
        assertThat(names(rules(json).get(1)))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("exit_group", "rt_sigreturn", "execve", "close")
                .doesNotContain("openat", "sched_yield", "ptrace", "mount");
        assertThat(profile.reasons())
                .containsEntry("sched_yield", "2 times, first at event 1 of 1.lanner by sh 10")
                .containsEntry("madvise", "1 time, first at event 3 of 1.lanner by sh 10")
                .containsEntry("exit_group", "not recorded: every program");
    }

    @Test
    void aCallOfAnotherTableBringsItsArchitecture() throws Exception {
        Behaviour both = stories.behaviour(story -> story.opens(10, "/a")
                .event(EventType.PREAD, 10, event -> event.result(0).mark(Mark.COMPAT)));
        String json = SeccompProfile.of(List.of(both)).json(Denial.ERRNO);
        assertThat(JsonReader.object(json))
                .containsEntry("architectures", List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86"));
        assertThat(names(rules(json).get(0))).isEqualTo(List.of("openat", "pread64"));
    }

    @ParameterizedTest
    @EnumSource(Denial.class)
    void letsItsOwnRecordingsThroughWhateverBecomesOfOthers(Denial denial) throws Exception {
        Behaviour behaviour = stories.behaviour(
                story -> story.opens(10, "/a").calls(10, SCHED_YIELD, 0).writes(10, 1, "x"));
        SeccompRules rules =
                SeccompRules.read(SeccompProfile.of(List.of(behaviour)).json(denial));
        assertThat(rules.denied(List.of(behaviour))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'names':['openat'],'action':'SCMP_ACT_ALLOW'}                                              | sched_yield: SCMP_ACT_ERRNO
            {'names':['sched_yield'],'action':'SCMP_ACT_ALLOW'}                                         | openat: SCMP_ACT_ERRNO
            {'names':['openat','sched_yield'],'action':'SCMP_ACT_LOG'}                                  |
            {'names':['openat','sched_yield'],'action':'SCMP_ACT_KILL'}                                 | openat: SCMP_ACT_KILL, sched_yield: SCMP_ACT_KILL
            {'names':['openat','sched_yield'],'action':'SCMP_ACT_ALLOW','args':[]}                      |
            {'names':['openat','sched_yield'],'action':'SCMP_ACT_ALLOW','args':[{'index':0,'value':1,'op':'SCMP_CMP_EQ'}]} | openat: SCMP_ACT_ALLOW for some arguments, else SCMP_ACT_ERRNO, sched_yield: SCMP_ACT_ALLOW for some arguments, else SCMP_ACT_ERRNO
            """)
    void saysWhichCallsAProfileDoesNotLetThrough(String rule, String expected) throws Exception {
        Behaviour behaviour =
                stories.behaviour(story -> story.opens(10, "/a").opens(10, "/b").calls(10, SCHED_YIELD, 0));
        String json = "{'defaultAction':'SCMP_ACT_ERRNO','syscalls':[" + rule + "]}";
        List<Denied> denied = SeccompRules.read(json.replace('\'', '"')).denied(List.of(behaviour));
        assertThat(String.join(
                        ", ",
                        denied.stream()
                                .map(each -> each.what() + ": " + each.why())
                                .toList()))
                .isEqualTo(expected == null ? "" : expected);
        denied.stream()
                .filter(each -> each.what().equals("openat"))
                .forEach(each ->
                        assertThat(each.need().words()).isEqualTo("2 times, first at event 1 of 1.lanner by sh 10"));
    }

    @Test
    void aProfileOfAnotherArchitectureLetsNothingThrough() throws Exception {
        Behaviour behaviour = stories.behaviour(story -> story.opens(10, "/a"));
        String json = "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"architectures\":[\"SCMP_ARCH_ARM\"]}";
        assertThat(SeccompRules.read(json).denied(List.of(behaviour)))
                .singleElement()
                .satisfies(denied -> assertThat(denied.why()).isEqualTo("no calls of SCMP_ARCH_X86_64"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            []                                                                       | an object was expected
            {'defaultAction'                                                         | line 1
            {}                                                                       | defaultAction is no action
            {'defaultAction':1}                                                      | defaultAction is no action
            {'defaultAction':'allow'}                                                | defaultAction is no action
            {'defaultAction':'SCMP_ACT_ALLOW','syscalls':{}}                         | syscalls is not a list
            {'defaultAction':'SCMP_ACT_ALLOW','syscalls':[1]}                        | syscalls[0] is not an object
            {'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a']}]}          | syscalls[0].action is no action
            {'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':[1],'action':'SCMP_ACT_ALLOW'}]} | syscalls[0].names holds something that is no text
            {'defaultAction':'SCMP_ACT_ALLOW','archMap':[]}                          | a profile of Docker's own form
            {'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a'],'action':'SCMP_ACT_ALLOW','includes':{}}]} | syscalls[0]: includes and excludes
            """)
    void saysWhatIsWrongWithAProfile(String json, String sentence) {
        assertThatThrownBy(() -> SeccompRules.read(json.replace('\'', '"')))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void theNameOfAProcessCannotBeginALineOfItsOwn() throws IOException {
        Behaviour behaviour =
                stories.behaviour(story -> story.runs(10, "x\ny\u001b[31m").opens(10, "/a"));
        assertThat(SeccompProfile.of(List.of(behaviour)).reasons().get("openat"))
                .doesNotContain("\n", "\u001b")
                .contains("by ");
    }
}
