// sigwaitinfo and sigtimedwait take blocked signals in order, and time out with EAGAIN.
#include "../check.h"

int main(void) {
    sigset_t set = set_of(SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, 0);
    siginfo_t i;
    kill(getpid(), SIGUSR2);
    kill(getpid(), SIGUSR1);
    say("%s", sigabbrev_np(sigwaitinfo(&set, &i)));
    say(" %d\n", i.si_pid == getpid());
    say("%s\n", sigabbrev_np(sigwaitinfo(&set, &i)));
    struct timespec limit = {0, 50000000};
    double begin = now();
    show(sigtimedwait(&set, &i, &limit));
    took(begin, 50, 2000);
    pid_t p = child(nap(50); kill(getppid(), SIGUSR1));
    say("%s\n", sigabbrev_np(sigwaitinfo(&set, &i)));
    check(i.si_pid == p);
    ends(p);
    struct timespec bad = {0, 2000000000};
    show(sigtimedwait(&set, &i, &bad));
}
