// With SIGCHLD ignored, or SA_NOCLDWAIT, children leave no zombie and wait answers ECHILD after the last.
#include "../check.h"

int main(void) {
    signal(SIGCHLD, SIG_IGN);
    child(_exit(1));
    show(waitpid(-1, 0, 0));
    signal(SIGCHLD, SIG_DFL);
    on(SIGCHLD, catch, SA_NOCLDWAIT);
    child(_exit(2));
    while (waitpid(-1, 0, 0) >= 0 || errno == EINTR) ;
    say("%s caught %d\n", error(errno), caught);
}
