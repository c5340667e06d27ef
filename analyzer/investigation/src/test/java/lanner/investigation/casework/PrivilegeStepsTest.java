package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lanner.capture.event.EventType;
import lanner.capture.event.ExecParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.ImageParams;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.casework.CaseSummary.Look;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivilegeStepsTest {
    private static final long ROOT = 0;
    private static final long SAM = 1000;
    private static final long KEEP = 0xFFFFFFFFL;
    private static final long NEW_USER = FlagSets.CLONE_FLAGS.value("CLONE_NEWUSER");

    @TempDir
    private Path directory;

    /** What a capture is made of. */
    @FunctionalInterface
    private interface Story {
        void tell(CaptureStory written) throws IOException;
    }

    private List<String> steps(Story story) throws IOException {
        return looks(story, Look.Kind.PRIVILEGE);
    }

    private List<String> looks(Story story, Look.Kind kind) throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            story.tell(written);
        }
        try (Workspace workspace = Opened.workspace(directory, capture)) {
            return CaseSummary.of(workspace, JobProgress.NONE).orElseThrow().byKind().get(kind).stream()
                    .map(look -> look.count() + " " + look.text())
                    .toList();
        }
    }

    private static CaptureStory runs(CaptureStory written, int pid, int parent, String name, long uid)
            throws IOException {
        return written.event(
                EventType.EXECVE,
                pid,
                event -> event.result(0)
                        .text(ImageParams.EXE, name)
                        .number(ImageParams.TID, pid)
                        .number(ImageParams.PID, pid)
                        .number(ImageParams.PTID, parent)
                        .text(ImageParams.CWD, "/w")
                        .text(ImageParams.COMM, name)
                        .number(ExecParams.UID, uid)
                        .text(ExecParams.TRUSTED_EXEPATH, "/usr/bin/" + name)
                        .number(ExecParams.GID, uid));
    }

    private static CaptureStory sets(CaptureStory written, int pid, EventType type, long... ids) throws IOException {
        return written.event(type, pid, event -> {
            event.result(0);
            for (int i = 0; i < ids.length; i++) {
                event.number(i + 1, ids[i]);
            }
            return event;
        });
    }

    @Test
    void callsOfAProgramAreOneStep() throws IOException {
        assertThat(steps(written -> {
                    runs(written, 7, 1, "cron", ROOT);
                    sets(written, 7, EventType.SETGROUPS, 0);
                    sets(written, 7, EventType.SETRESGID, SAM, SAM, SAM);
                    sets(written, 7, EventType.SETRESUID, SAM, SAM, SAM);
                    runs(written, 7, 1, "sh", SAM);
                }))
                .containsExactly("3 user 0 -> 1000, group 0 -> 1000 by cron (setgroups, setresgid, setresuid)");
    }

    @Test
    void whatIsTakenBackIsNone() throws IOException {
        assertThat(steps(written -> {
                    runs(written, 7, 1, "smbd", ROOT);
                    for (int i = 0; i < 5; i++) {
                        sets(written, 7, EventType.SETGROUPS, 0);
                        sets(written, 7, EventType.SETRESUID, KEEP, SAM, KEEP);
                        sets(written, 7, EventType.SETRESUID, KEEP, ROOT, KEEP);
                    }
                }))
                .isEmpty();
    }

    @Test
    void whoTakesTheIdentityThatItHasMakesNone() throws IOException {
        assertThat(steps(written -> {
                    runs(written, 7, 1, "make", SAM);
                    written.forks(7, 8, "make");
                    runs(written, 8, 7, "sh", SAM);
                    sets(written, 8, EventType.SETUID, SAM);
                    sets(written, 8, EventType.SETGID, SAM);
                    sets(written, 8, EventType.SETREUID, KEEP, KEEP);
                    sets(written, 8, EventType.SETFSUID, SAM);
                }))
                .isEmpty();
    }

    @Test
    void aSetUserIdProgramIsAStepWithoutACall() throws IOException {
        assertThat(steps(written -> {
                    runs(written, 7, 1, "sh", SAM);
                    runs(written, 7, 1, "sudo", ROOT);
                    sets(written, 7, EventType.SETUID, ROOT);
                }))
                .containsExactly(
                        "1 user 1000 -> 0, group 1000 -> 0 by running /usr/bin/sudo",
                        "1 real user 1000 -> 0 by sudo (setuid)");
    }

    @Test
    void whatRanBeforeTheRecordingBeganAsSomebodyUnknown() throws IOException {
        assertThat(steps(written -> {
                    written.process(7, 1, "daemon");
                    sets(written, 7, EventType.SETRESUID, SAM, SAM, SAM);
                }))
                .containsExactly("1 user ? -> 1000 by daemon (setresuid)");
    }

    @Test
    void idsOfAnotherUserNamespaceAreNotTakenForThoseOutside() throws IOException {
        assertThat(steps(written -> {
                    runs(written, 7, 1, "rootless", SAM);
                    sets(written, 7, EventType.UNSHARE, NEW_USER);
                    sets(written, 7, EventType.SETRESUID, ROOT, ROOT, ROOT);
                }))
                .containsExactly("1 unshare by rootless", "1 setresuid by rootless");
    }

    @Test
    void capabilitiesThatStayAreNone() throws IOException {
        assertThat(steps(written -> {
                    runs(written, 7, 1, "ping", SAM);
                    sets(written, 7, EventType.CAPSET, 0, 0x2000, 0);
                    sets(written, 7, EventType.CAPSET, 0, 0x2000, 0);
                    sets(written, 7, EventType.CAPSET, 0, 0x2000, 0x2000);
                }))
                .containsExactly("2 capset by ping");
    }

    @Test
    void aCallThatFailedIsNone() throws IOException {
        assertThat(steps(written -> {
                    runs(written, 7, 1, "sh", SAM);
                    written.event(
                            EventType.SETUID,
                            7,
                            event -> event.result(-1).number(EventType.SETUID.indexOf("uid"), ROOT));
                }))
                .isEmpty();
    }

    @Test
    void aNewProgramWasWrittenBeforeItRan() throws IOException {
        assertThat(looks(
                        written -> {
                            runs(written, 7, 1, "sh", SAM);
                            written.creates(7, 3, "/tmp/part")
                                    .closes(7, 3)
                                    .event(
                                            EventType.RENAME,
                                            7,
                                            event -> event.result(0)
                                                    .text(EventType.RENAME.indexOf("oldpath"), "/tmp/part")
                                                    .text(EventType.RENAME.indexOf("newpath"), "/usr/bin/dropped"));
                            written.opens(7, 3, "/usr/bin/read").closes(7, 3);
                            runs(written, 7, 1, "dropped", SAM);
                            runs(written, 7, 1, "read", SAM);
                            runs(written, 7, 1, "late", SAM);
                            written.creates(7, 3, "/usr/bin/late");
                        },
                        Look.Kind.NEW_PROGRAM))
                .containsExactly("1 /usr/bin/dropped");
    }
}
