// A read under SA_RESTART goes on after the handler; without it, it returns EINTR.
#include "../check.h"

int main(void) {
    int p[2];
    char c = 0;
    pipe(p);
    on(SIGUSR1, catch, SA_RESTART);
    pid_t k = child(nap(40); kill(getppid(), SIGUSR1); nap(40); write(p[1], "x", 1));
    show(read(p[0], &c, 1));
    say("%c %d\n", c, caught);
    ends(k);
    on(SIGUSR1, catch, 0);
    k = nuisance(SIGUSR1, 1, 40);
    show(read(p[0], &c, 1));
    ends(k);
}
