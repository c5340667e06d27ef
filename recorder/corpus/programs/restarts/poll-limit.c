// poll, ppoll, select and pselect keep their limits under harmless signals.
#include "../check.h"
#include <sys/select.h>

int main(void) {
    int p[2];
    pipe(p);
    struct pollfd f = {p[0], POLLIN};
    struct timespec limit = {0, 700000000};
    struct timeval tv = {0, 700000};
    pid_t k = nuisance(SIGWINCH, 80, 70);
    double begin = now();
    show(poll(&f, 1, 700));
    took(begin, 700, 2500);
    begin = now();
    show(ppoll(&f, 1, &limit, 0));
    took(begin, 700, 2500);
    begin = now();
    show(select(0, 0, 0, 0, &tv));
    took(begin, 700, 2500);
    begin = now();
    show(pselect(0, 0, 0, 0, &limit, 0));
    took(begin, 700, 2500);
    kill(k, SIGKILL);
    ends(k);
}
