// A filter of the program's own, for one call each: ask a tracer, fail, trap, ask as the recorder's filter asks silently.
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static volatile int trapped;

static void on(int signal, siginfo_t *info, void *context) {
    (void) signal;
    (void) context;
    trapped = info->si_syscall;
}

int main(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGSYS, &action, 0);
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mkdirat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 7),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_linkat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 99),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fchmodat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_symlinkat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 0x4C53),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program)) return 1;
    int made = syscall(SYS_mkdirat, AT_FDCWD, "made", 0700) == 0 ? 0 : errno;
    int linked = syscall(SYS_linkat, AT_FDCWD, "made", AT_FDCWD, "other", 0) == 0 ? 0 : errno;
    syscall(SYS_fchmodat, AT_FDCWD, "made", 0700);
    int unlinked = syscall(SYS_unlinkat, AT_FDCWD, "made", 0) == 0 ? 0 : errno;
    syscall(SYS_symlinkat, "nowhere", AT_FDCWD, "hidden");
    printf("mkdirat %d, linkat %d, fchmodat trapped %d, unlinkat %d\n", made, linked, trapped == SYS_fchmodat, unlinked);
    return 0;
}
