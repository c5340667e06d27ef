package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallNamesTest {
    @ParameterizedTest
    @CsvSource({
        "pread64,         pread",
        "pwrite64,        pwrite",
        "prlimit64,       prlimit",
        "_llseek,         llseek",
        "fcntl64,         fcntl",
        "sendfile64,      sendfile",
        "fstatat64,       newfstatat",
        "fstatat,         newfstatat",
        "_newselect,      select",
        "setuid32,        setuid",
        "chown32,         chown",
        "truncate64,      truncate",
        "fadvise64_64,    fadvise64",
        "recvmmsg_time64, recvmmsg",
        "ugetrlimit,      getrlimit",
    })
    void aKernelsNameStandsForItsEvent(String kernel, String event) {
        assertThat(CallNames.eventOf(kernel)).contains(event);
    }

    @ParameterizedTest
    @CsvSource({"pread", "openat", "newfstatat", "umount2", "umount", "getrandom", "nonsense", "syscall", "x64", "''"})
    void aNameOfAnEventOrOfNothingStandsForNoOther(String name) {
        assertThat(CallNames.eventOf(name)).isEmpty();
    }

    @Test
    void everyNameOfTheX86TableIsAnEventOrStandsForOne() {
        for (int number : SyscallNames.X86_64.numbers()) {
            String name = SyscallNames.X86_64.name(number);
            assertThat(CallNames.isEvent(name) || CallNames.eventOf(name).isPresent())
                    .as(name)
                    .isTrue();
            assertThat(CallNames.eventOf(name)).isNotEqualTo(Optional.of(name));
        }
    }

    @Test
    void anEventNamesItsCalls() {
        assertThat(CallNames.kernelNames("pread")).containsExactly("pread64");
        assertThat(CallNames.kernelNames("llseek")).containsExactly("_llseek");
        assertThat(CallNames.kernelNames("syscall")).isEmpty();
        assertThat(CallNames.kernelNames("nonsense")).isEmpty();
    }
}
