// Clocks go forward, those of the processor only while it is used, and bad ones are refused.
#include "../check.h"

int main(void) {
    struct timespec a, b;
    clockid_t mine, childs;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    for (double begin = now(); now() - begin < 50;) ;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    check(b.tv_sec > a.tv_sec || b.tv_nsec > a.tv_nsec + 1000000);
    show(clock_getcpuclockid(0, &mine));
    pid_t p = child(pause());
    show(clock_getcpuclockid(p, &childs));
    show(clock_gettime(childs, &a));
    kill(p, SIGKILL);
    ends(p);
    show(clock_gettime(childs, &a));
    show(clock_gettime(99, &a));
    show(clock_settime(CLOCK_MONOTONIC, &a));
    show(clock_getres(CLOCK_MONOTONIC, &a));
    show(a.tv_nsec);
}
