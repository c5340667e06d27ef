// kill, tgkill, tkill and sigqueue refuse what they should.
#include "../check.h"

int main(void) {
    show(kill(getpid(), 0));
    show(kill(getpid(), 65));
    show(kill(getpid(), -1));
    show(kill(2147483647, 0));
    show(kill(-2147483647, 0));
    show(syscall(SYS_tgkill, getpid(), 2147483647, 0));
    show(syscall(SYS_tgkill, -1, gettid(), 0));
    show(syscall(SYS_tkill, 0, 0));
    show(syscall(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, (void *)8));
    siginfo_t forged = {.si_code = SI_USER};
    pid_t p = child(pause());
    show(syscall(SYS_rt_sigqueueinfo, p, SIGTERM, &forged));
    show(kill(p, SIGTERM));
    ends(p);
    show(kill(p, 0));
}
