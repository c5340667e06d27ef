// pause returns EINTR after a handler and is not woken by an ignored signal.
#include "../check.h"

int main(void) {
    signal(SIGUSR2, SIG_IGN);
    on(SIGUSR1, tell, SA_RESTART);
    pid_t p = child(nap(30); kill(getppid(), SIGUSR2); nap(30); kill(getppid(), SIGWINCH); nap(30); kill(getppid(), SIGUSR1));
    double begin = now();
    show(pause());
    took(begin, 90, 3000);
    ends(p);
}
