package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.CloneParams;
import lanner.capture.event.EventType;
import lanner.capture.event.FdParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.ImageParams;
import lanner.capture.event.PrctlParams;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.ProcexitParams;
import lanner.capture.event.SetpgidParams;
import lanner.engine.kit.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParentsTest {
    /** init 1, service 5, shell 10 of it, tool 20 of that, and 30 that the tool starts. */
    private static History started(Parents parents) {
        return new History(parents)
                .listed(1, 0, "init")
                .listed(5, 1, "service")
                .listed(10, 5, "sh")
                .born(20, 20, 10, 0, 0)
                .born(30, 30, 20, 0, 0);
    }

    private static void subreaper(History history, int pid, int on) {
        history.begin(EventType.PRCTL, pid)
                .number(PrctlParams.OPTION, FlagSets.PRCTL_OPTIONS.value("PR_SET_CHILD_SUBREAPER"))
                .number(PrctlParams.ARG2_INT, on)
                .result(0);
        history.apply();
    }

    private static void ends(History history, int pid, int reaper) {
        history.begin(EventType.PROCEXIT, pid).number(ProcexitParams.REAPER_TID, reaper);
        history.apply();
        history.begin(EventType.CLOSE, 30).number(FdParams.FD, 9).result(-9);
        history.apply();
    }

    private static String ancestors(ProcessInfo process) {
        StringBuilder text = new StringBuilder().append(process.ppid());
        for (ProcessInfo at = process.parent(); at != null; at = at.parent()) {
            text.append(' ').append(at.comm());
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"AT_BIRTH, 20 sh sh service init", "ADOPTED, 1 init"})
    void aProcessThatLostItsParentHasTheOneAtBirthOrTheFirstProcess(Parents parents, String expected) {
        History history = started(parents);
        ends(history, 20, 0);
        assertThat(ancestors(history.thread().process())).isEqualTo(expected);
    }

    @Test
    void theNearestLivingSubreaperAdopts() {
        History history = started(Parents.ADOPTED);
        subreaper(history, 5, 1);
        ends(history, 20, 0);
        assertThat(ancestors(history.thread().process())).isEqualTo("5 service init");
    }

    @Test
    void whoIsNoSubreaperAnyMoreAdoptsNobody() {
        History history = started(Parents.ADOPTED);
        subreaper(history, 5, 1);
        subreaper(history, 5, 0);
        ends(history, 20, 0);
        assertThat(ancestors(history.thread().process())).isEqualTo("1 init");
    }

    @Test
    void theFirstProcessOfAPidNamespaceAdopts() {
        History history = new History(Parents.ADOPTED).listed(1, 0, "init").listed(10, 1, "runc");
        history.begin(EventType.CLONE, 15)
                .number(ImageParams.TID, 15)
                .number(ImageParams.PID, 15)
                .number(ImageParams.PTID, 10)
                .number(CloneParams.FLAGS, 0)
                .number(CloneParams.VTID, 1)
                .number(CloneParams.VPID, 1)
                .result(0);
        history.apply().born(20, 20, 15, 0, 0).born(30, 30, 20, 0, 0);
        ends(history, 20, 0);
        assertThat(history.thread().process().ppid()).isEqualTo(15);
    }

    @Test
    void anAdopterThatEndsHandsItsChildrenOn() {
        History history = started(Parents.ADOPTED);
        subreaper(history, 5, 1);
        subreaper(history, 10, 1);
        ends(history, 20, 0);
        assertThat(history.thread().process().ppid()).isEqualTo(10);
        ends(history, 10, 0);
        assertThat(history.thread().process().ppid()).isEqualTo(5);
        ends(history, 5, 0);
        assertThat(ancestors(history.thread().process())).isEqualTo("1 init");
    }

    @Test
    void whatTheEventOfTheEndSaysCounts() {
        History history = started(Parents.ADOPTED);
        ends(history, 20, 5);
        assertThat(ancestors(history.thread().process())).isEqualTo("5 service init");
    }

    @Test
    void aProcessWithALivingThreadKeepsItsChildren() {
        History history = started(Parents.ADOPTED).born(21, 20, 10, FlagSets.CLONE_FLAGS.value("CLONE_THREAD"), 0);
        ends(history, 20, 0);
        assertThat(history.thread().process().ppid()).isEqualTo(20);
        ends(history, 21, 0);
        assertThat(history.thread().process().ppid()).isEqualTo(1);
    }

    @Test
    void aFirstProcessThatTheCaptureDoesNotTellOfHasItsIdAlone() {
        History history = new History(Parents.ADOPTED).listed(10, 7, "sh").born(30, 30, 10, 0, 0);
        ends(history, 10, 0);
        assertThat(ancestors(history.thread().process())).isEqualTo("1 <NA>");
    }

    @Test
    void parentsInACircleEndTheSearch() {
        History history = new History(Parents.ADOPTED)
                .listed(10, 11, "a")
                .listed(11, 10, "b")
                .born(30, 30, 10, 0, 0);
        ends(history, 10, 0);
        assertThat(history.thread().process().ppid()).isEqualTo(1);
    }

    @Test
    @Timeout(600)
    void parentsInACircleEndTheSearchForAProcessOfAnInnerNamespace() {
        History history = new History().listed(10, 11, "a").listed(11, 10, "b");
        for (int pid : new int[] {10, 11}) {
            history.then(history.begin(EventType.PROCESS, 0)
                    .number(ProcessRecord.TID, pid)
                    .number(ProcessRecord.PID, pid)
                    .number(ProcessRecord.PTID, 21 - pid)
                    .number(ProcessRecord.VTID, pid - 9)
                    .number(ProcessRecord.VPID, pid - 9));
        }
        history.then(history.begin(EventType.SETPGID, 10)
                .number(SetpgidParams.PID, 7)
                .number(SetpgidParams.PGID, 7)
                .result(0));
        assertThat(history.thread().process().ancestor(1_000)).isNotNull();
        assertThat(history.thread().process().ancestor(Integer.MAX_VALUE)).isNull();
    }
}
