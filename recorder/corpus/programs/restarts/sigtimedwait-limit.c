// sigtimedwait keeps its limit under harmless signals.
#include "../check.h"

int main(void) {
    sigset_t s = set_of(SIGUSR2);
    block(SIGUSR2);
    struct timespec limit = {1, 0};
    pid_t k = nuisance(SIGWINCH, 60, 100);
    double begin = now();
    show(sigtimedwait(&s, 0, &limit));
    took(begin, 1000, 3000);
    kill(k, SIGKILL);
    ends(k);
}
