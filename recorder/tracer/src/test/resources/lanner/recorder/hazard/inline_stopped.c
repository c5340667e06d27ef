#include "inline.h"
#include <signal.h>

/* Stopped and continued all the time by another process. */
int main(void) {
    int ready[2];
    check(pipe(ready) == 0, "pipe");
    pid_t child = fork();
    if (child == 0) {
        warm(50);
        check(write(ready[1], "x", 1) == 1, "write");
        for (int i = 0; i < many(100); i++) {
            warm(5);
        }
        _exit(wrong != 0);
    }
    char byte;
    check(read(ready[0], &byte, 1) == 1, "read");
    int status, stops = 0;
    while (waitpid(child, &status, WNOHANG | WUNTRACED) == 0 || WIFSTOPPED(status)) {
        if (stops < many(15)) {
            kill(child, SIGSTOP);
            if (waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status)) {
                stops++;
                usleep(1000);
                kill(child, SIGCONT);
                usleep(2000);
            } else {
                break;
            }
        } else {
            waitpid(child, &status, 0);
            break;
        }
    }
    printf("child %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 255);
    return done();
}
