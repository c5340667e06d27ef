// sigsuspend lets a blocked signal in, returns EINTR, and puts the mask back.
#include "../check.h"

int main(void) {
    on(SIGUSR1, tell, 0);
    block(SIGUSR1);
    raise(SIGUSR1);
    sigset_t none = set_of(0), mask;
    show(sigsuspend(&none));
    sigprocmask(0, 0, &mask);
    check(sigismember(&mask, SIGUSR1));
    sigset_t stay = set_of(SIGUSR2);
    pid_t p = child(nap(30); kill(getppid(), SIGUSR2); nap(30); kill(getppid(), SIGUSR1));
    show(sigsuspend(&stay));
    ends(p);
}
