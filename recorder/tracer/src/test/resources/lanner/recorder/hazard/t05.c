// Job control: a stopped child stands still until it is continued, whatever stopped it.
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    volatile long *count = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child < 0) return 1;
    if (child == 0) {
        setpgid(0, 0);
        for (;;) {
            ++*count;
            chdir("/count");
        }
    }
    setpgid(child, child);
    int signals[] = {SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU};
    for (int i = 0; i < 4; i++) {
        int status;
        while (*count == 0) usleep(100);
        // The kernel drops the three typed ones in an orphaned group; ours is not: its parent is in another of the session.
        kill(child, signals[i]);
        if (waitpid(child, &status, WUNTRACED) != child) return 1;
        long then = *count;
        usleep(50000);
        printf("stopped %d by %d, still %d\n", WIFSTOPPED(status), WSTOPSIG(status), then == *count);
        fflush(stdout);
        kill(child, SIGCONT);
        if (waitpid(child, &status, WCONTINUED) != child) return 2;
        while (*count == then) usleep(100);
        printf("continued %d\n", WIFCONTINUED(status) != 0);
        fflush(stdout);
    }
    kill(child, SIGKILL);
    waitpid(child, 0, 0);
    return 0;
}
