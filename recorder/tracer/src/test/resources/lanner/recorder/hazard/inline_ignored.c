#include "inline.h"
#include <signal.h>

/* Ignores faults or traps, before or after it is prepared: bad pointers must not make the kernel undo that. */
int main(int argc, char **argv) {
    (void)argc;
    int ignored = strstr(argv[1], "traps") ? SIGTRAP : SIGSEGV;
    if (argv[1][0] == 'a') {
        warm(50);
    }
    signal(ignored, SIG_IGN);
    if (ignored == SIGSEGV) {
        signal(SIGBUS, SIG_IGN);
    }
    warm(50);
    for (int i = 0; i < 20; i++) {
        check(access((char *)8, F_OK) == -1 && errno == EFAULT, "low pointer");
    }
    struct sigaction now;
    sigaction(ignored, 0, &now);
    check(now.sa_handler == SIG_IGN, "ignored no more");
    return done();
}
