// Blocked signals are pending for the thread or the process they were sent to, and a child inherits none of them.
#include "../check.h"

static void *other(void *signal) {
    sigset_t p;
    sigpending(&p);
    say("thread: usr1 %d usr2 %d\n", sigismember(&p, SIGUSR1), sigismember(&p, SIGUSR2));
    return 0;
}
int main(void) {
    block(SIGUSR1);
    block(SIGUSR2);
    kill(getpid(), SIGUSR1);
    pthread_kill(pthread_self(), SIGUSR2);
    sigset_t p;
    sigpending(&p);
    say("main: usr1 %d usr2 %d\n", sigismember(&p, SIGUSR1), sigismember(&p, SIGUSR2));
    pthread_join(thread(other, 0), 0);
    ends(child(other(0)));
    status_line("SigPnd");
    status_line("ShdPnd");
}
