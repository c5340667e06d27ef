/* A supervisor (seccomp_unotify(2)) lets calls go on, or answers them itself: what filters before it see nothing of them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CASE(number, action) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1), BPF_STMT(BPF_RET | BPF_K, action)

static int listener = -1, started[2], go[2];

/* Lets everything go on but unlinkat, which it answers. */
static void *supervises(void *nothing) {
    char byte;
    if (read(started[0], &byte, 1) != 1) _exit(99);
    for (;;) {
        struct seccomp_notif asked;
        struct seccomp_notif_resp answer;
        memset(&asked, 0, sizeof asked);
        memset(&answer, 0, sizeof answer);
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked)) continue;
        answer.id = asked.id;
        if (asked.data.nr == SYS_unlinkat) answer.error = -EXDEV;
        else answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
    return nothing;
}

static void on(int signal, siginfo_t *info, void *context) {
    (void)context;
    printf("signal %d for call %d\n", signal, info->si_syscall);
}

static int install(int flags) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        CASE(SYS_openat, SECCOMP_RET_USER_NOTIF), CASE(SYS_unlinkat, SECCOMP_RET_USER_NOTIF), CASE(SYS_clone, SECCOMP_RET_USER_NOTIF),
        CASE(SYS_execve, SECCOMP_RET_USER_NOTIF), CASE(SYS_mkdirat, SECCOMP_RET_ERRNO | EROFS), CASE(SYS_fchmodat, SECCOMP_RET_TRAP),
        CASE(SYS_mknodat, SECCOMP_RET_TRACE | 7), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags | SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

static void answered(const char *what, long result) { printf("%s %s\n", what, result < 0 ? strerrorname_np(errno) : "done"); }

static void *waits(void *nothing) {
    char byte;
    if (read(go[0], &byte, 1) != 1) _exit(98);
    answered("openat", open("/supervised/by-another-thread", O_RDONLY));
    return nothing;
}

static void calls(void) {
    answered("openat", open("/supervised/openat", O_RDONLY));
    answered("openat", open("/dev/null", O_RDONLY));
    answered("unlinkat", unlinkat(AT_FDCWD, "/supervised/unlinkat", AT_REMOVEDIR));
    answered("mkdirat", mkdirat(AT_FDCWD, "/supervised/mkdirat", 0700));
    fchmodat(AT_FDCWD, "/supervised/fchmodat", 0700, 0);
    answered("mknodat", syscall(SYS_mknodat, AT_FDCWD, "/supervised/mknodat", S_IFIFO, 0));
    answered("chdir", chdir("/supervised/chdir"));
    fflush(stdout);
    int status;
    pid_t child = syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
    if (child == 0) {
        answered("openat", open("/supervised/by-child", O_RDONLY));
        fflush(stdout);
        execl("/bin/sh", "sh", "-c", "test -e /supervised/by-shell; exit 5", (char *)0);
        _exit(1);
    }
    waitpid(child, &status, 0);
    printf("child %x\n", status);
}

static void *supervised(void *all) {
    int fd = install(all ? SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH : 0);
    if (fd < 0) {
        printf("no listener: %s\n", strerrorname_np(errno));
        _exit(77);
    }
    listener = fd;
    if (write(started[1], "s", 1) != 1) _exit(97);
    calls();
    if (all && write(go[1], "g", 1) != 1) _exit(96);
    return all;
}

int main(int count, char **words) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGSYS, &action, 0);
    setvbuf(stdout, 0, _IOFBF, 4096);
    pthread_t supervisor, thread, other;
    if (pipe(started) || pipe(go)) return 1;
    (void)words;
    pthread_create(&supervisor, 0, supervises, 0);
    if (count > 1) pthread_create(&other, 0, waits, 0);
    pthread_create(&thread, 0, supervised, count > 1 ? "all" : 0);
    pthread_join(thread, 0);
    if (count > 1) pthread_join(other, 0);
    fflush(stdout);
    _exit(0);
}
