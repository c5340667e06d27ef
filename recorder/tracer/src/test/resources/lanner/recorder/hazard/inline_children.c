#include "inline.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>

extern char **environ;
static volatile int stop;

static void *busy(void *unused) {
    (void)unused;
    while (!stop) {
        warm(1);
    }
    return 0;
}

static int in_clone(void *unused) {
    (void)unused;
    warm(50);
    return 0;
}

static int reap(pid_t pid) {
    int status;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

int main(void) {
    int sum = 0;
    warm(40);
    for (int i = 0; i < many(4); i++) {
        pid_t pid;
        char *arguments[] = {"true", 0};
        posix_spawn(&pid, "/bin/true", 0, 0, arguments, environ);
        sum += reap(pid);
        warm(3);
    }
    for (int i = 0; i < many(4); i++) {
        pid_t pid = vfork();
        if (pid == 0) {
            access("/etc/passwd", F_OK);
            close(999);
            _exit(3);
        }
        sum += reap(pid);
        warm(3);
    }
    for (int i = 0; i < many(2); i++) {
        char *stack = malloc(65536);
        pid_t pid = clone(in_clone, stack + 65536, CLONE_VM | SIGCHLD, 0);
        sum += reap(pid);
        warm(3);
    }
    for (int i = 0; i < many(4); i++) {
        pid_t pid = fork();
        if (pid == 0) {
            warm(60);
            _exit(wrong ? 100 : 2);
        }
        warm(10);
        sum += reap(pid);
    }
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        pthread_create(threads + i, 0, busy, 0);
    }
    for (int i = 0; i < many(7); i++) {
        pid_t pid = fork();
        if (pid == 0) {
            warm(30);
            _exit(wrong ? 100 : 1);
        }
        sum += reap(pid);
    }
    stop = 1;
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], 0);
    }
    printf("sum %d\n", sum);
    return done();
}
