// POSIX timers signal, count their overruns, and notify a thread.
#include "../check.h"

static volatile int notified;
static void notify(union sigval v) { notified = v.sival_int; }
static void info(int signal, siginfo_t *i, void *c) { caught++; if (i->si_code != SI_TIMER || i->si_value.sival_int != 7) say("odd %d\n", i->si_code); }
int main(void) {
    timer_t t;
    struct sigevent e = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN, .sigev_value.sival_int = 7};
    struct itimerspec s = {{0, 5000000}, {0, 5000000}}, now_;
    on_info(SIGRTMIN, info, SA_RESTART);
    show(timer_create(CLOCK_MONOTONIC, &e, &t));
    show(timer_settime(t, 0, &s, 0));
    while (caught < 5) pause();
    block(SIGRTMIN);
    nap(60);
    unblock(SIGRTMIN);
    check(timer_getoverrun(t) > 3);
    show(timer_delete(t));
    show(timer_gettime((timer_t)100, &now_));
    struct sigevent n = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = notify, .sigev_value.sival_int = 9};
    show(timer_create(CLOCK_REALTIME, &n, &t));
    struct itimerspec once = {.it_value = {0, 1000000}};
    show(timer_settime(t, 0, &once, 0));
    for (int i = 0; i < 5000 && !notified; i++) usleep(1000);
    show(notified);
}
