// While a handler runs its signal and those of sa_mask are blocked, and are delivered after it.
#include "../check.h"

static void second(int signal) { say("second\n"); }
static void first(int signal) {
    raise(SIGUSR2);
    raise(SIGUSR1);
    sigset_t now;
    sigprocmask(0, 0, &now);
    say("first: usr1 %d usr2 %d term %d\n", sigismember(&now, SIGUSR1), sigismember(&now, SIGUSR2), sigismember(&now, SIGTERM));
    if (caught++) signal = 0;
}
static void once(int signal) { first(signal); on(SIGUSR1, second, 0); }
int main(void) {
    struct sigaction action = {.sa_handler = once};
    sigaddset(&action.sa_mask, SIGUSR2);
    sigaction(SIGUSR1, &action, 0);
    on(SIGUSR2, tell, 0);
    raise(SIGUSR1);
    sigset_t now;
    sigprocmask(0, 0, &now);
    say("after: usr1 %d usr2 %d\n", sigismember(&now, SIGUSR1), sigismember(&now, SIGUSR2));
}
