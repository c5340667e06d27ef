#include "inline.h"
#include <signal.h>

/* Signals of faults that somebody sends find a process in the stub more often than not: each is its own. */
static volatile int arrived;

static void handler(int signal) {
    (void)signal;
    arrived++;
}

int main(void) {
    static const int signals[] = {SIGSEGV, SIGBUS, SIGTRAP};
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    for (int i = 0; i < 3; i++) {
        sigaction(signals[i], &action, 0);
    }
    int told[2];
    check(pipe(told) == 0, "pipe");
    pid_t pid = fork();
    if (pid == 0) {
        struct stat status;
        warm(50);
        for (int seen = 0; seen < many(60);) {
            check(write(told[1], "", 1) == 1, "write");
            for (seen++; arrived < seen;) {
                check(stat("/etc/passwd", &status) == 0, "stat");
            }
        }
        _exit(wrong != 0);
    }
    for (int i = 0; i < many(60); i++) {
        char byte;
        check(read(told[0], &byte, 1) == 1, "read");
        usleep(1000);
        check(kill(pid, signals[i % 3]) == 0, "kill");
    }
    int status;
    check(waitpid(pid, &status, 0) == pid && status == 0, "the child");
    return done();
}
