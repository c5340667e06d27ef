// A stop sent to a child that has hardly begun is neither lost nor doubled.
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    volatile int *ran = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int stopped = 0, ended = 0;
    for (int i = 0; i < 50; i++) {
        int status;
        pid_t child = fork();
        if (child < 0) return 1;
        if (child == 0) {
            ++*ran;
            for (;;) pause();
        }
        kill(child, SIGCONT);
        kill(child, SIGSTOP);
        if (waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status)) stopped++;
        kill(child, SIGCONT);
        kill(child, SIGTERM);
        if (waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM) ended++;

        // And a stop taken back at once: the child runs.
        int before = *ran;
        child = fork();
        if (child < 0) return 1;
        if (child == 0) {
            ++*ran;
            for (;;) pause();
        }
        kill(child, SIGSTOP);
        kill(child, SIGCONT);
        while (*ran == before) usleep(100);
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
    }
    printf("stopped %d, ended %d\n", stopped, ended);
    return 0;
}
