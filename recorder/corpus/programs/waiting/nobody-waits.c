// Children that nobody has to wait for are gone when waiting for them ends, and their ids with them.
#include "../check.h"

static int gone(int flags, void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigaction(SIGCHLD, &action, 0);
    int good = 0;
    for (int i = 0; i < 50; i++) {
        pid_t p = child(_exit(7)), q = child(_exit(8));
        good += waitpid(p, 0, 0) == -1 && errno == ECHILD && kill(p, 0) == -1 && errno == ESRCH;
        good += wait(0) == -1 && errno == ECHILD && kill(q, 0) == -1 && errno == ESRCH;
    }
    return good;
}

static void nothing(int signal) { (void)signal; }

int main(void) {
    show(gone(0, SIG_IGN));
    show(gone(SA_NOCLDWAIT | SA_RESTART, SIG_DFL));
    show(gone(SA_NOCLDWAIT | SA_RESTART, nothing));
    show(gone(SA_NOCLDWAIT | SA_NOCLDSTOP | SA_RESTART, nothing));
}
