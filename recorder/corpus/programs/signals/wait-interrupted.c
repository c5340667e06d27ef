// sigtimedwait returns EINTR for a handled signal outside its set.
#include "../check.h"

int main(void) {
    on(SIGALRM, catch, SA_RESTART);
    struct itimerval soon = {.it_value = {0, 50000}};
    setitimer(ITIMER_REAL, &soon, 0);
    sigset_t set = set_of(SIGUSR1);
    block(SIGUSR1);
    struct timespec limit = {5, 0};
    show(sigtimedwait(&set, 0, &limit));
    show(caught);
}
