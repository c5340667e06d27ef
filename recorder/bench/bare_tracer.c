/*
 * What tracing costs at the least: follows a command and its children, stops at the entry and the end of the same calls
 * as the benchmark's strace, reads what the stop is and the path, and writes nothing. Used by RecorderBench.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/ptrace.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define CALL(nr) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE)
#ifndef CALLS
#define CALLS CALL(SYS_openat), CALL(SYS_execve), CALL(SYS_clone), CALL(SYS_clone3), CALL(SYS_fork), CALL(SYS_vfork)
#endif
#define OPTIONS (PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE \
    | PTRACE_O_TRACEEXEC | PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL)

static long pt(long request, int tid, long address, long data) { return syscall(SYS_ptrace, request, tid, address, data); }

int main(int count, char **values) {
    int go[2], status, result = 1, tid;
    if (count < 2 || pipe(go)) return 2;
    int root = fork();
    if (root == 0) {
        char c;
        struct sock_filter code[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
            CALLS,
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
        struct sock_fprog program = {sizeof code / sizeof *code, code};
        if (read(go[0], &c, 1) != 1) _exit(3);
        close(go[0]); close(go[1]);
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) _exit(4);
        execvp(values[1], values + 1);
        _exit(127);
    }
    if (pt(PTRACE_SEIZE, root, 0, OPTIONS) || write(go[1], "x", 1) != 1) return 3;
    while ((tid = wait4(-1, &status, __WALL, 0)) > 0 || errno == EINTR) {
        struct ptrace_syscall_info info;
        char path[256];
        if (tid < 0) continue;
        if (!WIFSTOPPED(status)) {
            if (tid == root) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int event = status >> 16, signal = WSTOPSIG(status);
        if (event == PTRACE_EVENT_SECCOMP) {
            pt(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, (long) &info);
            struct iovec local = {path, sizeof path}, remote = {(void *) info.seccomp.args[1], sizeof path};
            if (info.seccomp.nr == SYS_openat || info.seccomp.nr == SYS_newfstatat) process_vm_readv(tid, &local, 1, &remote, 1, 0);
            pt(PTRACE_SYSCALL, tid, 0, 0);
        } else if (signal == (SIGTRAP | 0x80)) {
            pt(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, (long) &info);
            pt(PTRACE_CONT, tid, 0, 0);
        } else if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) {
            pt(PTRACE_LISTEN, tid, 0, 0);
        } else if (event) {
            pt(event == PTRACE_EVENT_STOP ? PTRACE_CONT : PTRACE_SYSCALL, tid, 0, 0);
        } else {
            pt(PTRACE_CONT, tid, 0, signal);
        }
    }
    return result;
}
