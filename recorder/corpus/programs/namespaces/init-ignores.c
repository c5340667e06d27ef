// The first process of a PID namespace ignores its own signals without handlers, even SIGKILL and SIGSTOP.
#include "../check.h"

int main(void) {
    need(unshare(CLONE_NEWPID) == 0, "no PID namespace");
    ends(child(
        kill(getpid(), SIGTERM);
        kill(getpid(), SIGKILL);
        kill(getpid(), SIGSTOP);
        ends(child(kill(1, SIGTERM); kill(1, SIGKILL); _exit(getppid())));
        on(SIGTERM, tell, 0);
        ends(child(kill(1, SIGTERM)));
        _exit(6)));
}
