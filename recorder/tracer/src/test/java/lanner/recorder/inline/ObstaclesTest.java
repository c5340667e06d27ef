package lanner.recorder.inline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import lanner.capture.event.SyscallNames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObstaclesTest {
    private static final long OURS = 0x70000000L;

    /** Memory in which our pages are, 1 (SIG_IGN) at 0x1000 and -1 (RLIM_INFINITY) at 0x3000. */
    private static final Obstacles.Memory MEMORY = new Obstacles.Memory() {
        @Override
        public long number(long address) {
            return address == 0x1000 ? 1 : address == 0x2000 ? 0x555500001234L : address == 0x3000 ? -1 : 0;
        }

        @Override
        public boolean isOurs(long start, long end) {
            return start < OURS + 0x210000 && end > OURS;
        }
    };

    @ParameterizedTest
    @CsvSource(textBlock = """
                    arch_prctl,   0x1001 0x1000,                   OWN_GS
                    arch_prctl,   0x1004 0x1000,                   OWN_GS
                    arch_prctl,   0x1002 0x1000,
                    seccomp,      0 0 0,                           OWN_FILTER
                    seccomp,      1 0 0x1000,                      OWN_FILTER
                    seccomp,      2 0 0x1000,
                    prctl,        22 2 0x1000,                     OWN_FILTER
                    prctl,        21 0,
                    prctl,        59 1 0 0 0x1000,                 OWN_DISPATCH
                    prctl,        26 2,                            NO_COUNTER
                    prctl,        26 1,
                    prctl,        4 0,                             UNREADABLE
                    prctl,        4 1,
                    rt_sigaction, 11 0x1000 0,                     IGNORES_FAULTS
                    rt_sigaction, 7 0x1000 0,                      IGNORES_FAULTS
                    rt_sigaction, 5 0x1000 0,                      IGNORES_FAULTS
                    rt_sigaction, 11 0x2000 0,
                    rt_sigaction, 11 0 0x1000,
                    rt_sigaction, 10 0x1000 0,
                    mmap,         0x70000000 0x1000 3 0x32,        OUR_PAGES
                    mmap,         0x6ffff000 0x1001 3 0x32,        OUR_PAGES
                    mmap,         0x6ffff000 0x1000 3 0x32,
                    mmap,         0x70000000 0x1000 3 0x22,
                    mmap,         0x7000000 0xffffffffffffffff 3 0x32, OUR_PAGES
                    munmap,       0x70010000 0x1000,               OUR_PAGES
                    munmap,       0x80000000 0x1000,
                    mprotect,     0x60000000 0x20000000 0,         OUR_PAGES
                    pkey_mprotect, 0x70000000 0x1000 0 0,          OUR_PAGES
                    madvise,      0x70000000 0x1000 4,             OUR_PAGES
                    madvise,      0x70000000 0x1000 10,            OUR_PAGES
                    madvise,      0x70000000 0x1000 14,
                    madvise,      0x80000000 0x1000 4,
                    mremap,       0x70000000 0x1000 0x2000 1 0,    OUR_PAGES
                    mremap,       0x90000000 0x1000 0x1000 3 0x70000000, OUR_PAGES
                    mremap,       0x90000000 0x1000 0x1000 1 0x70000000,
                    shmat,        1 0x70000000 0x4000,             OUR_PAGES
                    shmat,        1 0x70000000 0,
                    mlockall,     1,                               LOCKED
                    setrlimit,    9 0x2000,                        LIMITED
                    setrlimit,    2 0x2000,                        LIMITED
                    setrlimit,    9 0x3000,
                    setrlimit,    7 0x2000,
                    prlimit64,    0 9 0x2000,                      LIMITED
                    prlimit64,    0 9 0 0x2000,
                    prlimit64,    0 9 0x3000,
                    getpid,       0x1001,
                    """)
    void areCallsAfterWhichOurPagesWouldBeInTheWay(String call, String arguments, Obstacles.Obstacle obstacle) {
        long[] values = new long[6];
        String[] words = arguments.split(" ");
        for (int i = 0; i < words.length; i++) {
            values[i] = words[i].startsWith("0x")
                    ? Long.parseUnsignedLong(words[i].substring(2), 16)
                    : Long.parseLong(words[i]);
        }
        int number = SyscallNames.X86_64.number(call).orElseThrow();
        assertThat(Obstacles.of(number, values, MEMORY)).isEqualTo(Optional.ofNullable(obstacle));
    }

    @ParameterizedTest
    @CsvSource({
        "seccomp, 1, true",
        "seccomp, 2, false",
        "rt_sigaction, 5, true",
        "rt_sigaction, 11, false",
        "prctl, 22, false",
        "getpid, 1, false"
    })
    void someWaitUntilNoThreadIsAtWork(String call, long first, boolean waits) {
        int number = SyscallNames.X86_64.number(call).orElseThrow();
        assertThat(Obstacles.needsRest(number, new long[] {first, 0, 0, 0, 0, 0}))
                .isEqualTo(waits);
    }
}
