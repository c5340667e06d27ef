#include "inline.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sys/prctl.h>

static volatile int stop;
static int after;
static int ends[2];

static void *busy(void *unused) {
    (void)unused;
    for (int i = 0; !stop; i++) {
        if (i == after) {
            check(write(ends[1], "x", 1) == 1, "write");
        }
        check(access("/etc/nothing-there", F_OK) == -1 && errno == ENOENT, "access");
    }
    return 0;
}

#define KILLS(number)                                            \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),           \
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)

/* A filter for all threads that kills at what a recorder might have one of them do, while it is at it. */
static void filters(void) {
    pthread_t thread;
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        KILLS(SYS_membarrier),
        KILLS(SYS_clock_gettime),
        KILLS(511),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_statfs, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    check(pipe(ends) == 0, "pipe");
    pthread_create(&thread, 0, busy, 0);
    char byte;
    check(read(ends[0], &byte, 1) == 1, "read");
    long answer = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    check(answer == 0, "seccomp");
    char result[256];
    check(syscall(SYS_statfs, "/", result) == -1 && errno == EPERM, "refused");
    warm(3);
    stop = 1;
    pthread_join(thread, 0);
}

int main(void) {
    setvbuf(stdout, 0, _IOLBF, 1 << 12);
    for (int i = 0; i < many(24); i++) {
        pid_t pid = fork();
        if (pid == 0) {
            after = 12 + i % 8;
            filters();
            fflush(stdout);
            _exit(wrong != 0);
        }
        int status;
        waitpid(pid, &status, 0);
        check(status == 0, "a child");
    }
    return done();
}
