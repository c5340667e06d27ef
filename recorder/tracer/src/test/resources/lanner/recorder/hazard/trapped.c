/* A filter traps one call (SECCOMP_RET_TRAP); others happen and return what the trapped one's register would hold: the call's
   number on one machine, its first argument on another. With an argument it waits for input first; without one a supervisor
   (seccomp_unotify(2)) lets the others go on. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CASE(number, action) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1), BPF_STMT(BPF_RET | BPF_K, action)

static volatile int listener = -1;
static volatile int trapped;

static void *supervises(void *nothing) {
    while (listener < 0) usleep(1000);
    for (;;) {
        struct seccomp_notif asked;
        struct seccomp_notif_resp answer;
        memset(&asked, 0, sizeof asked);
        memset(&answer, 0, sizeof answer);
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked)) continue;
        answer.id = asked.id;
        answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
    return nothing;
}

static void on(int signal, siginfo_t *info, void *context) {
    (void)context;
    trapped = signal == SIGSYS ? info->si_syscall : -1;
}

static int install(int flags, unsigned others) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        CASE(SYS_fchmodat, SECCOMP_RET_TRAP), CASE(SYS_read, others), CASE(SYS_write, others), CASE(SYS_lseek, others),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

/* The test looks for these descriptors. */
static void calls(void) {
    char bytes[512] = {0};
    int file = open("/tmp", O_TMPFILE | O_RDWR, 0600), null = dup2(open("/dev/null", O_RDWR), 77);
    dup2(file, 78);
    long results[6];
    results[0] = write(null, bytes, SYS_write);
    results[1] = read(null, bytes, 1);
    results[2] = lseek(78, SYS_lseek, SEEK_SET);
    results[3] = lseek(78, 78, SEEK_SET);
    results[4] = syscall(SYS_fchmodat, 79, "/trapped", 0700);
    /* A signal that is blocked and pending is not one that was forced upon the thread. */
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGSYS);
    pthread_sigmask(SIG_BLOCK, &set, 0);
    raise(SIGSYS);
    results[5] = lseek(78, SYS_lseek, SEEK_SET);
    printf("%ld %ld %ld %ld %d, %d\n", results[0], results[1], results[2], results[3], (int)results[4] == SYS_fchmodat || results[4] == 79,
           trapped == SYS_fchmodat);
    printf("%ld\n", results[5]);
}

static void *supervised(void *nothing) {
    int fd = install(SECCOMP_FILTER_FLAG_NEW_LISTENER, SECCOMP_RET_USER_NOTIF);
    if (fd < 0) _exit(77);
    listener = fd;
    calls();
    fflush(stdout);
    return nothing;
}

int main(int count, char **arguments) {
    (void)arguments;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGSYS, &action, 0);
    if (count > 1) {
        if (install(0, SECCOMP_RET_ALLOW)) return 77;
        puts("ready");
        fflush(stdout);
        char byte;
        if (read(0, &byte, 1) != 1) return 1;
        calls();
    } else {
        pthread_t supervisor, thread;
        pthread_create(&supervisor, 0, supervises, 0);
        pthread_create(&thread, 0, supervised, 0);
        pthread_join(thread, 0);
    }
    fflush(stdout);
    _exit(0);
}
