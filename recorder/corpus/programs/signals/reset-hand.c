// SA_RESETHAND gives the default back before the handler runs.
#include "../check.h"

int main(void) {
    on(SIGTERM, tell, SA_RESETHAND);
    ends(child(raise(SIGTERM); raise(SIGTERM); _exit(1)));
    struct sigaction now;
    raise(SIGTERM);
    sigaction(SIGTERM, 0, &now);
    check(now.sa_handler == SIG_DFL);
}
