// SIGVTALRM and SIGPROF come from timers of processor time.
#include "../check.h"

int main(void) {
    on(SIGVTALRM, catch, SA_RESTART);
    struct itimerval t = {{0, 10000}, {0, 10000}};
    show(setitimer(ITIMER_VIRTUAL, &t, 0));
    while (caught < 3) ;
    memset(&t, 0, sizeof t);
    show(setitimer(ITIMER_VIRTUAL, &t, 0));
    on(SIGPROF, catch, SA_RESTART);
    t.it_value.tv_usec = t.it_interval.tv_usec = 10000;
    show(setitimer(ITIMER_PROF, &t, 0));
    while (caught < 6) getppid();
    say("done\n");
}
