package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import lanner.capture.event.AsyncParams;
import lanner.capture.event.ContainerParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.GroupRecord;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.SegmentHeaderRecord;
import lanner.capture.event.UserRecord;
import lanner.engine.kit.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The machine as records tell it, over segments, holes, containers and ends. */
class SystemStateTest {
    private static final String LONG_ID = "c0ffeec0ffeec0ffeec0ffee";

    private final History history = new History();
    private final SystemState state = history.state();

    private void header(String host, String attributes) {
        history.begin(EventType.SEGMENT_HEADER, 0)
                .text(SegmentHeaderRecord.HOSTNAME, host)
                .text(SegmentHeaderRecord.ATTRIBUTES, attributes);
        history.apply();
    }

    private String comm(int pid) {
        ProcessInfo process = state.process(pid);
        return process == null ? "" : process.comm();
    }

    @Test
    void theSizeOfACopyCountsWhatIsSharedOnceAndParentsThatEnded() {
        history.listed(1, 0, "init");
        for (int tid = 2; tid < 102; tid++) {
            history.born(tid, 1, 1, History.PTHREAD, 0);
        }
        long threads = size();
        for (int fd = 3; fd < 1003; fd++) {
            history.openat(50, "/f" + fd, fd);
        }
        long files = size() - threads;
        assertThat(files).as("a thousand descriptors of a hundred threads").isBetween(50_000L, 500_000L);
        for (int pid = 200; pid < 1200; pid++) {
            history.born(pid, pid, pid == 200 ? 1 : pid - 1, 0, 0);
            if (pid > 200) {
                history.exit(pid - 1);
            }
        }
        long ended = size() - threads - files;
        assertThat(ended)
                .as("a thousand processes, each the child of one that ended")
                .isGreaterThan(300_000L);
    }

    private long size() {
        history.goOnWithACopy();
        return history.state().size();
    }

    @Test
    void aThreadThatNoRecordIntroducedIsAProcessOfUnknownName() {
        history.fchmod(42, 3);
        assertThat(comm(42)).isEqualTo("<NA>");
        assertThat(state.process(42).inferred).isTrue();
        assertThat(state.thread(42).process()).isSameAs(state.process(42));
    }

    @Test
    void whatANewImageTellsReplacesWhatWasUnknown() {
        history.listed(1, 0, "init").fchmod(42, 3).exec(42, 1, "ls", "/w", 0);
        assertThat(comm(42)).isEqualTo("ls");
        assertThat(state.process(42).parent().comm()).isEqualTo("init");
        assertThat(state.thread(42).cwd()).isEqualTo("/w/");
    }

    @Test
    void aProcessIsThereForTheEventOfItsEndAndGoneAfterIt() {
        history.listed(7, 1, "sh").exit(7);
        assertThat(comm(7)).isEqualTo("sh");
        history.fchmod(1, 3);
        assertThat(state.process(7)).isNull();
        assertThat(state.thread(7)).isNull();
    }

    @Test
    void aProcessEndsWithItsLastThread() {
        history.listed(7, 1, "sh").born(8, 7, 1, History.PTHREAD, 0).exit(7).fchmod(1, 3);
        assertThat(comm(7)).isEqualTo("sh");
        history.exit(8).fchmod(1, 3);
        assertThat(state.process(7)).isNull();
    }

    @Test
    void childrenMayBeListedBeforeTheirParents() {
        history.listed(9, 8, "c").listed(8, 7, "b").listed(7, 1, "a");
        assertThat(state.process(9).parent().comm()).isEqualTo("b");
        assertThat(state.process(9).parent().parent().comm()).isEqualTo("a");
    }

    @Test
    void whoTakesAnIdAfterTheListIsNobodysParent() {
        history.listed(9, 8, "c").fchmod(9, 3).listed(8, 1, "late");
        assertThat(state.process(9).parent()).isNull();
        assertThat(state.process(9).ppid()).isEqualTo(8);
    }

    @Test
    void aSegmentThatFollowsOnRepeatsWhatIsKnown() {
        header("box", "");
        history.listed(7, 1, "sh").openat(7, "/etc/hosts", 4);
        header("box", "");
        history.listed(7, 1, "stale").fchmod(7, 4);
        assertThat(comm(7)).isEqualTo("sh");
        assertThat(history.fdName()).isEqualTo("/etc/hosts");
    }

    @Test
    void behindAHoleOnlyWhatTheNextSegmentListsIsKnown() {
        SystemState behind = new SystemState();
        behind.apply(record(new EventEncoder().begin(EventType.SEGMENT_HEADER, 0, 1, 1), 0));
        behind.apply(record(listed(7, "old"), 1));
        behind.apply(record(listed(8, "gone"), 2));
        behind.apply(record(new EventEncoder().begin(EventType.SEGMENT_HEADER, 0, 1, 1), 500));
        behind.apply(record(listed(7, "new"), 501));
        assertThat(behind.process(7).comm()).isEqualTo("new");
        assertThat(behind.process(8)).isNull();
    }

    private static EventEncoder listed(int pid, String comm) {
        return new EventEncoder()
                .begin(EventType.PROCESS, 0, 1, 1)
                .number(ProcessRecord.TID, pid)
                .number(ProcessRecord.PID, pid)
                .text(ProcessRecord.COMM, comm);
    }

    private static Event record(EventEncoder encoder, long sequence) {
        return new Event().wrap(encoder, sequence);
    }

    @ParameterizedTest
    @CsvSource({"'', false", "'imported_from=scap', true", "'inline=off\nimported_from=scap', true"})
    void theHeaderTellsTheHostAndWhetherTheCaptureWasImported(String attributes, boolean imported) {
        header("box", attributes);
        assertThat(state.hostname()).isEqualTo("box");
        assertThat(state.isImported()).isEqualTo(imported);
    }

    @Test
    void theTimesOfTheFirstAndThePreviousEventAreKept() {
        history.listed(7, 1, "sh").fchmod(7, 3);
        long first = state.context().event().time();
        assertThat(state.firstTime()).isEqualTo(first);
        assertThat(state.previousTime()).as("of the first event").isEqualTo(first);
        history.fchmod(7, 3).fchmod(7, 3);
        assertThat(state.firstTime()).isEqualTo(first);
        assertThat(state.previousTime()).isEqualTo(first + 1);
    }

    @Test
    void aGenerationLastsWhileNothingOfProcessesChanges() {
        history.listed(7, 1, "sh").fchmod(7, 3);
        long generation = state.generation();
        history.fchmod(7, 3).openat(7, "/x", 4).close(7, 4).fchmod(7, 3);
        assertThat(state.generation()).isEqualTo(generation);
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void anythingThatChangesAProcessBeginsAnotherGeneration(Change change) {
        history.listed(7, 1, "sh").fchmod(7, 3);
        long generation = state.generation();
        change.happen(history);
        history.fchmod(7, 3);
        assertThat(state.generation()).isGreaterThan(generation);
    }

    private enum Change {
        BIRTH {
            @Override
            void happen(History history) {
                history.born(8, 8, 7, 0, 0);
            }
        },
        ANNOUNCEMENT {
            @Override
            void happen(History history) {
                history.made(7, 7, 8, 0);
            }
        },
        IMAGE {
            @Override
            void happen(History history) {
                history.exec(7, 1, "ls", "/", 0);
            }
        },
        USER {
            @Override
            void happen(History history) {
                history.setresuid(7, 5);
            }
        },
        DIRECTORY {
            @Override
            void happen(History history) {
                history.chdir(7, "/etc");
            }
        },
        ROOT {
            @Override
            void happen(History history) {
                history.chroot(7, "/jail");
            }
        },
        NAMESPACE {
            @Override
            void happen(History history) {
                history.unshare(7, History.NEWUSER);
            }
        },
        LOOKED_UP {
            @Override
            void happen(History history) {
                history.told(7, 7, 3, 3, 0);
            }
        },
        UNKNOWN_THREAD {
            @Override
            void happen(History history) {
                history.fchmod(99, 3);
            }
        },
        END {
            @Override
            void happen(History history) {
                history.exit(7);
            }
        };

        abstract void happen(History history);
    }

    @Test
    void usersAndGroupsOfTheMachineAreKnownByTheirNumbers() {
        history.begin(EventType.USER, 0).number(UserRecord.UID, 1000).text(UserRecord.NAME, "u");
        history.apply();
        history.begin(EventType.GROUP, 0).number(GroupRecord.GID, 100).text(GroupRecord.NAME, "g");
        history.apply().listed(7, 1, "sh");
        ProcessInfo process = state.process(7);
        assertThat(state.user(process, 1000).map(SystemState.User::name)).contains("u");
        assertThat(state.group(process, 100)).contains("g");
        assertThat(state.user(process, 1)).isEmpty();
    }

    @Test
    void aUserInsideAContainerIsNotTheMachinesOfThatNumber() {
        history.begin(EventType.USER, 0).number(UserRecord.UID, 1000).text(UserRecord.NAME, "outside");
        history.apply();
        history.process(7, 1, "sh")
                .text(
                        ProcessRecord.CGROUPS,
                        "unified=/docker/" + (LONG_ID + LONG_ID + LONG_ID).substring(0, 64) + "\0");
        history.apply();
        ProcessInfo process = state.process(7);
        assertThat(state.user(process, 1000))
                .as("the container's are not known")
                .isEmpty();
        history.begin(EventType.USERADDED, 0)
                .number(UserRecord.UID, 1000)
                .text(UserRecord.NAME, "inside")
                .text(UserRecord.CONTAINER_ID, LONG_ID.substring(0, 12));
        history.apply();
        assertThat(state.user(process, 1000).map(SystemState.User::name)).contains("inside");
        history.begin(EventType.USERDELETED, 0).number(UserRecord.UID, 1000).text(UserRecord.CONTAINER_ID, LONG_ID);
        history.apply();
        assertThat(state.user(process, 1000)).isEmpty();
    }

    @Test
    void whatIsToldOfAContainerIsKeptUntilItIsRemoved() {
        String json = "{\"container\":{\"id\":\"" + LONG_ID + "\",\"name\":\"web\"}}";
        history.begin(EventType.CONTAINER, 0).text(ContainerParams.JSON, json);
        history.apply();
        assertThat(state.told(LONG_ID).name()).isEqualTo("web");
        assertThat(state.told(LONG_ID.substring(0, 12)).name()).isEqualTo("web");
        history.begin(EventType.ASYNCEVENT, 0)
                .text(AsyncParams.NAME, "container_removed")
                .text(AsyncParams.DATA, json);
        history.apply();
        assertThat(state.told(LONG_ID)).isNull();
    }

    @Test
    void aCaptureThatTellsOfContainersWithoutEndFillsNoMemory() {
        for (int i = 0; i < 10_010; i++) {
            history.begin(EventType.CONTAINER, 0)
                    .text(ContainerParams.JSON, "{\"container\":{\"id\":\"" + String.format("%012d", i) + "\"}}");
            history.apply();
        }
        assertThat(state.told("000000009999")).isNotNull();
        assertThat(state.told("000000010000")).isNull();
    }
}
