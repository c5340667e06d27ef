// SIGCHLD says how the child ended: exited, killed, stopped and continued with their codes and statuses.
#include "../check.h"

static volatile pid_t expected;
static void info(int signal, siginfo_t *i, void *context) {
    say("code %d status %d of that child %d\n", i->si_code, i->si_status, i->si_pid == expected);
}
int main(void) {
    on_info(SIGCHLD, info, 0);
    sigset_t old, set = set_of(SIGCHLD), none = set_of(0);
    sigprocmask(SIG_BLOCK, &set, &old);
    expected = child(_exit(7));
    sigsuspend(&none);
    ends(expected);
    expected = child(raise(SIGKILL));
    sigsuspend(&none);
    ends(expected);
    expected = child(raise(SIGSTOP); _exit(3));
    sigsuspend(&none);
    kill(expected, SIGCONT);
    sigsuspend(&none);
    reaches(expected, "Z");
    sigset_t pending;
    if (!sigpending(&pending) && sigismember(&pending, SIGCHLD)) sigsuspend(&none);
    ends(expected);
}
