#include "inline.h"
#include <signal.h>
#include <sys/prctl.h>

static volatile int faults;

static void count(int signal) {
    (void)signal;
    faults++;
}

/* May not read the time stamp counter any more, and must not notice that somebody does. */
int main(void) {
    warm(50);
    signal(SIGSEGV, count);
    prctl(PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0);
    warm(50);
    check(faults == 0, "a fault");
    return done();
}
