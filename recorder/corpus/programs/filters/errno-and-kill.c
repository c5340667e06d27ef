// A program's own filter gives errors, kills a thread, kills the process, and lets the rest through.
#include "../check.h"
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

static int filter(int number, int action) {
    struct sock_filter f[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, action), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog p = {4, f};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &p);
}
static void *calls(void *x) { syscall(SYS_getpgrp); say("never\n"); return 0; }
int main(void) {
    ends(child(show(filter(SYS_mkdir, SECCOMP_RET_ERRNO | EXDEV)); show(mkdir("d", 0700)); show(access("d", F_OK))));
    ends(child(show(filter(SYS_openat, SECCOMP_RET_ERRNO | 0)); show(open("/etc/passwd", O_RDONLY))));
    ends(child(show(filter(SYS_getpgrp, SECCOMP_RET_KILL_PROCESS)); pthread_t t = thread(calls, 0); pause()));
    ends(child(show(filter(SYS_getpgrp, SECCOMP_RET_KILL_THREAD)); thread(calls, 0); nap(50); say("lives\n"); _exit(3)));
    ends(child(show(filter(SYS_mkdir, SECCOMP_RET_KILL_PROCESS)); mkdir("e", 0700)));
    ends(child(show(filter(SYS_mkdir, SECCOMP_RET_LOG)); show(mkdir("f", 0700))));
    ends(child(show(filter(SYS_mkdir, SECCOMP_RET_TRACE | 5)); show(mkdir("g", 0700)); show(access("g", F_OK))));
    ends(child(show(filter(SYS_mkdir, SECCOMP_RET_ERRNO | EXDEV)); show(filter(SYS_mkdir, SECCOMP_RET_ALLOW)); show(mkdir("h", 0700))));
}
