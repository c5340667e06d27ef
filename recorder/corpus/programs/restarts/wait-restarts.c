// waitpid under SA_RESTART goes on after the handler; without it, it returns EINTR.
#include "../check.h"

int main(void) {
    on(SIGUSR1, catch, SA_RESTART);
    pid_t p = child(nap(40); kill(getppid(), SIGUSR1); nap(40); _exit(3));
    int how;
    show(waitpid(p, &how, 0) == p);
    status("child", how);
    on(SIGUSR1, catch, 0);
    p = child(nap(40); kill(getppid(), SIGUSR1); nap(200); _exit(4));
    show(waitpid(p, &how, 0));
    ends(p);
    show(caught);
}
