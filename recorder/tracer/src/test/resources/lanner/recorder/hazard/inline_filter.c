#include "inline.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <ucontext.h>

static void answer(int signal, siginfo_t *info, void *context) {
    (void)signal, (void)info;
    ucontext_t *frame = context;
    frame->uc_mcontext.gregs[REG_RAX] = -EXDEV;
}

#define CALL(number, verdict)                                    \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),           \
        BPF_STMT(BPF_RET | BPF_K, verdict)

/* A filter that kills at what a recorder might have the process do: after that, before it, or before the program. */
int main(int argc, char **argv) {
    (void)argc;
    int executes = argv[1][0] == 'e';
    if (argv[1][0] == 'w') {
        warm(100);
        return done();
    }
    if (argv[1][0] == 'a') {
        warm(60);
    }
    static char buffer[4096];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    struct sigaction action = {.sa_sigaction = answer, .sa_flags = SA_SIGINFO};
    sigaction(SIGSYS, &action, 0);
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        CALL(executes ? 511 : SYS_mmap, SECCOMP_RET_KILL_PROCESS),
        CALL(SYS_madvise, SECCOMP_RET_KILL_PROCESS),
        CALL(SYS_membarrier, SECCOMP_RET_KILL_PROCESS),
        CALL(SYS_clock_gettime, SECCOMP_RET_KILL_PROCESS),
        CALL(511, SECCOMP_RET_KILL_PROCESS),
        CALL(SYS_statfs, SECCOMP_RET_ERRNO | EPERM),
        CALL(SYS_faccessat2, SECCOMP_RET_TRAP),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    check(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0, "seccomp");
    if (executes) {
        execl(argv[0], argv[0], "warm", (char *)0);
    }
    warm(100);
    for (int i = 0; i < 30; i++) {
        char result[256];
        check(syscall(SYS_statfs, "/", result) == -1 && errno == EPERM, "refused");
        check(syscall(SYS_faccessat2, AT_FDCWD, "/", 0, 0) == -1 && errno == EXDEV, "trapped");
    }
    return done();
}
