// Children that run ahead of their makers, makers that end ahead of their children, and threads.
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void *thread(void *p) {
    chdir("/thread");
    return p;
}

int main(void) {
    int ends[2];
    if (pipe(ends)) return 1;
    for (int i = 0; i < 100; i++) {
        pid_t maker = fork();
        if (maker == 0) {
            close(ends[0]);
            // The maker ends at once, its child may not have run at all.
            if (fork() == 0) {
                chdir("/grandchild");
                if (write(ends[1], "x", 1) != 1) _exit(1);
            }
            _exit(0);
        }
        pthread_t t;
        pthread_create(&t, 0, thread, 0);
        pthread_join(t, 0);
        waitpid(maker, 0, 0);
    }
    close(ends[1]);
    int done = 0;
    char c;
    while (read(ends[0], &c, 1) == 1) done++;
    printf("%d\n", done);
    fflush(stdout);
    // One that outlives the first of the family.
    pid_t first = getpid();
    if (fork() == 0) {
        while (getppid() == first) usleep(1000);
        usleep(20000);
        chdir("/outlives");
        _exit(0);
    }
    return 0;
}
