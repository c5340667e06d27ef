package lanner.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process's texts, its ancestors and what it hands on. */
class ProcessInfoTest {
    private final ProcessInfo process = new ProcessInfo(100);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''               |",
                "a@               | a",
                "a@b@             | a,b",
                "a@@b@            | a,'',b",
                "@                | ''",
                "a@cut            | a,cut",
            })
    void itemsEndEachWithANulAndTheLastMayBeCut(String list, String items) {
        List<String> expected = items == null
                ? List.of()
                : List.of(items.split(",")).stream()
                        .map(item -> item.equals("''") ? "" : item)
                        .toList();
        assertThat(ProcessInfo.items(list.replace('@', '\0'))).isEqualTo(expected);
    }

    @Test
    void argumentsWithoutEndFillNoMemory() {
        assertThat(ProcessInfo.items("a\0".repeat(5_000))).hasSize(4096);
    }

    @Test
    void theCommandLineIsMadeAgainAfterAChange() {
        process.comm = "ls";
        process.exe = "/bin/ls";
        process.arguments = List.of("-l", "/tmp");
        process.forgetTexts();
        assertThat(process.joinedArguments()).isEqualTo("-l /tmp");
        assertThat(process.commandLine()).isEqualTo("ls -l /tmp");
        assertThat(process.exeLine()).isEqualTo("/bin/ls -l /tmp");
        process.arguments = List.of();
        process.forgetTexts();
        assertThat(process.commandLine()).isEqualTo("ls");
        assertThat(process.exeLine()).isEqualTo("/bin/ls");
    }

    @Test
    void cgroupPathsAreKeptBySubsystem() {
        process.cgroups = List.of("cpu=/a", "unified=/b=c", "broken");
        assertThat(process.cgroupPaths()).hasSize(2).containsEntry("cpu", "/a").containsEntry("unified", "/b=c");
    }

    @Test
    void anAncestorIsCountedFromTheProcessItself() {
        ProcessInfo parent = new ProcessInfo(10);
        process.parent = parent;
        assertThat(process.ancestor(0)).isSameAs(process);
        assertThat(process.ancestor(1)).isSameAs(parent);
        assertThat(process.ancestor(2)).isNull();
    }

    @Test
    void aChainOfAdoptersEndsAtTheLastOne() {
        ProcessInfo first = new ProcessInfo(10);
        ProcessInfo second = new ProcessInfo(11);
        ProcessInfo last = new ProcessInfo(12);
        process.parent = first;
        process.ppid = 10;
        first.adopter = second;
        second.adopter = last;
        assertThat(process.parent()).isSameAs(last);
        assertThat(process.ppid()).isEqualTo(12);
        assertThat(first.adopter).as("made short on the way").isSameAs(last);
    }

    @Test
    void aBirthThatIsAwaitedIsAnnouncedOnce() {
        process.awaitAnnouncement(200);
        assertThat(process.announcesLate(200)).isTrue();
        assertThat(process.announcesLate(200)).isFalse();
        assertThat(process.announcesLate(201)).isFalse();
    }

    @Test
    void birthsThatAreNeverAnnouncedFillNoMemory() {
        for (int tid = 0; tid < 5_000; tid++) {
            process.awaitAnnouncement(tid);
        }
        assertThat(process.unannounced.size()).isLessThanOrEqualTo(1024);
    }

    @Test
    void aChildHasWhatItsMakerHas() {
        process.comm = "sh";
        process.exepath = "/bin/sh";
        process.arguments = List.of("-c", "x");
        process.sid = 5;
        process.tty = 34816;
        ProcessInfo child = new ProcessInfo(200);
        child.inherit(process);
        assertThat(child.commandLine()).isEqualTo("sh -c x");
        assertThat(child.exepath()).isEqualTo("/bin/sh");
        assertThat(child.sid()).isEqualTo(5);
        assertThat(child.tty()).isEqualTo(34816);
        assertThat(child.pid()).isEqualTo(200);
    }
}
