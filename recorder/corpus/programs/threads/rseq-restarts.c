// A restartable sequence is aborted when its thread is moved or interrupted, and counts right.
#include "../check.h"

static void bump(int signal) { caught++; }
int main(void) {
    on(SIGALRM, bump, SA_RESTART);
    struct itimerval t = {{0, 1000}, {0, 1000}};
    setitimer(ITIMER_REAL, &t, 0);
    long a = 0;
    double begin = now();
    while (now() - begin < 200) for (int i = 0; i < 1000; i++) a += sched_getcpu() >= 0;
    memset(&t, 0, sizeof t);
    setitimer(ITIMER_REAL, &t, 0);
    check(a % 1000 == 0 && caught > 3);
}
