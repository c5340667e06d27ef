/*
 * Ids are used again: those of threads for processes, those of processes for threads. Each process says by a call what it
 * is: a child of the first process, a grandchild, a thread of the first. Needs the right to write ns_last_pid.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 20 };

static volatile int tid;

static void *work(void *name) {
    tid = (int)syscall(SYS_gettid);
    chdir(name);
    return 0;
}

static int thread(char *name) {
    pthread_t made;
    if (pthread_create(&made, 0, work, name)) abort();
    pthread_join(made, 0);
    /* Its id is free when nobody has it any more. */
    while (syscall(SYS_tgkill, getpid(), tid, 0) == 0) sched_yield();
    return tid;
}

/* The id that the next birth gets; false without the right. */
static int next_id(int id) {
    char text[16];
    int file = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
    if (file < 0) return 0;
    int length = sprintf(text, "%d", id - 1);
    int done = write(file, text, length) == length;
    close(file);
    return done;
}

static int process(const char *name, const char *grandchild) {
    pid_t child = fork();
    if (child == 0) {
        chdir(name);
        if (grandchild) {
            if (fork() == 0) {
                chdir(grandchild);
                _exit(0);
            }
            wait(0);
        }
        _exit(3);
    }
    int status;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status) == 3 ? child : -1;
}

int main(void) {
    int reused = 0;
    for (int i = 0; i < ROUNDS; i++) {
        int first = thread("/thread");
        if (!next_id(first)) {
            puts("no right");
            return 77;
        }
        int child = process("/child", "/grandchild");
        reused += child == first;
        next_id(child);
        reused += thread("/thread") == child;
        next_id(child);
        reused += process("/child", 0) == child;
    }
    FILE *file = fopen("reused", "w");
    fprintf(file, "%d %d\n", getpid(), reused);
    fclose(file);
    return 4;
}
