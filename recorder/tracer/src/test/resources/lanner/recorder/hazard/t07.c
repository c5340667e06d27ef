// What a program finds pending at its start, and whether its threads and children start by themselves.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int continued;

static void on(int signal) {
    (void) signal;
    continued++;
}

static void *thread(void *p) {
    return p;
}

int main(void) {
    signal(SIGCONT, on);
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, status))
        if (!strncmp(line, "SigPnd", 6) || !strncmp(line, "ShdPnd", 6)) fputs(line, stdout);
    fclose(status);
    for (int i = 0; i < 20; i++) {
        pthread_t t;
        pthread_create(&t, 0, thread, 0);
        pthread_join(t, 0);
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) _exit(0);
        int how;
        if (waitpid(child, &how, WUNTRACED | WCONTINUED) != child || !WIFEXITED(how)) return 1;
    }
    printf("continued %d times\n", continued);
    return 0;
}
