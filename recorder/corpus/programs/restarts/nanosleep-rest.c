// nanosleep that a handler interrupts says how much is left, and under stop and continue sleeps on to its end.
#include "../check.h"

int main(void) {
    struct timespec t = {2, 0}, rest = {0, 0};
    on(SIGUSR1, catch, SA_RESTART);
    pid_t k = nuisance(SIGUSR1, 1, 200);
    double begin = now();
    show(nanosleep(&t, &rest));
    double left = rest.tv_sec * 1e3 + rest.tv_nsec / 1e6 + (now() - begin);
    check(left > 1990 && left < 3000);
    ends(k);
    k = child(kill(getppid(), SIGSTOP); nap(200); kill(getppid(), SIGCONT));
    t = (struct timespec){0, 500000000};
    begin = now();
    show(nanosleep(&t, &rest));
    took(begin, 500, 2500);
    ends(k);
}
