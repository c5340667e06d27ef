// POSIX timers are gone after an exec, interval timers stay.
#include "../check.h"

int main(int n, char **a) {
    if (n > 1) {
        struct itimerval v;
        getitimer(ITIMER_REAL, &v);
        check(v.it_value.tv_sec > 50);
        struct itimerspec s;
        show(timer_gettime((timer_t)0, &s));
        return 0;
    }
    struct itimerval v = {.it_value = {100, 0}};
    setitimer(ITIMER_REAL, &v, 0);
    timer_t t;
    struct itimerspec s = {.it_value = {100, 0}};
    show(timer_create(CLOCK_MONOTONIC, 0, &t));
    timer_settime(t, 0, &s, 0);
    execl("/proc/self/exe", "x", "again", (char *)0);
}
