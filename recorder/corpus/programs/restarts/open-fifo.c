// Opening a FIFO waits for the other side, over a restarted signal, and EINTR ends it.
#include "../check.h"

int main(void) {
    mkfifo("p", 0600);
    on(SIGUSR1, catch, SA_RESTART);
    pid_t k = child(nap(30); kill(getppid(), SIGUSR1); nap(60); close(open("p", O_WRONLY)));
    check(open("p", O_RDONLY) >= 0);
    show(caught);
    ends(k);
    on(SIGUSR1, catch, 0);
    k = nuisance(SIGUSR1, 1, 50);
    show(open("p", O_WRONLY));
    ends(k);
}
