// Real-time signals come in the order of their numbers and each as often as it was sent; ordinary ones come once.
#include "../check.h"

static void info(int signal, siginfo_t *i, void *context) { say("%d value %d\n", signal - SIGRTMIN, i->si_value.sival_int); }
int main(void) {
    for (int s = 0; s < 3; s++) { on_info(SIGRTMIN + s, info, 0); block(SIGRTMIN + s); }
    on(SIGUSR1, catch, 0);
    block(SIGUSR1);
    for (int n = 0; n < 3; n++) for (int s = 2; s >= 0; s--) sigqueue(getpid(), SIGRTMIN + s, (union sigval){.sival_int = n});
    for (int n = 0; n < 5; n++) raise(SIGUSR1);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, 0);
    for (int s = 0; s < 3; s++) unblock(SIGRTMIN + s);
    unblock(SIGUSR1);
    say("usr1 %d\n", caught);
}
