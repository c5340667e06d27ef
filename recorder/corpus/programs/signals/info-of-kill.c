// A handler learns who sent the signal and how: si_code, si_pid and si_uid of kill, tgkill and sigqueue.
#include "../check.h"

static void info(int signal, siginfo_t *i, void *context) {
    say("%s code %d from me %d uid mine %d value %d\n", sigabbrev_np(signal), i->si_code, i->si_pid == getpid(), i->si_uid == getuid(),
        i->si_code == SI_QUEUE ? i->si_value.sival_int : 0);
}
int main(void) {
    on_info(SIGUSR1, info, 0);
    kill(getpid(), SIGUSR1);
    syscall(SYS_tgkill, getpid(), gettid(), SIGUSR1);
    sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 42});
    raise(SIGUSR1);
}
