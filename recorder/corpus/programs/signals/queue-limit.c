// sigqueue answers EAGAIN when the limit of pending signals is reached.
#include "../check.h"

int main(void) {
    struct rlimit few = {8, 8};
    show(setrlimit(RLIMIT_SIGPENDING, &few));
    need(setresuid(54321, 54321, 54321) == 0, "not root: the limit counts signals of others too");
    block(SIGRTMIN);
    int sent = 0;
    while (sent < 100 && sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = sent}) == 0) sent++;
    say("%d %s\n", sent, error(errno));
    show(kill(getpid(), SIGRTMIN));
}
