// SECCOMP_RET_TRAP sends SIGSYS with the call's number, its address and the filter's data.
#include "../check.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <ucontext.h>

static void info(int signal, siginfo_t *i, void *context) {
    say("%s code %d call %d errno %d\n", sigabbrev_np(signal), i->si_code, i->si_syscall, i->si_errno);
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_RAX] = 55;
}
int main(void) {
    struct sock_filter f[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mkdir, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP | 9), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog p = {4, f};
    on_info(SIGSYS, info, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    show(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p));
    show(mkdir("d", 0700));
    signal(SIGSYS, SIG_DFL);
    ends(child(mkdir("d", 0700)));
}
