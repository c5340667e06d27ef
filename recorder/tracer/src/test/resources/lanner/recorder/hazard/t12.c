// Children killed wherever they happen to be, some of them twice.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void *busy(void *p) {
    for (;;) chdir("/busy");
    return p;
}

int main(void) {
    int killed = 0, orphans = 0, ends[2];
    if (pipe(ends)) return 1;
    srand(7);
    for (int i = 0; i < 300; i++) {
        pid_t child = fork();
        if (child < 0) return 1;
        if (child == 0) {
            close(ends[0]);
            pthread_t t;
            if (i % 3 == 0) pthread_create(&t, 0, busy, 0);
            if (i % 3 == 1) for (;;) if (fork() == 0) _exit(chdir("/orphan") == 0);
            busy(0);
        }
        usleep(rand() % 2000);
        kill(child, SIGKILL);
        kill(child, SIGKILL);
        int status;
        if (waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) killed++;
    }
    close(ends[1]);
    char c;
    // The end of the pipe: every orphan has ended too.
    while (read(ends[0], &c, 1) == 1) orphans++;
    printf("killed %d, %d\n", killed, orphans);
    return 0;
}
