// Over an exec ignored signals stay ignored, handlers become the default, the mask and pending signals stay.
#include "../check.h"

int main(int n, char **a) {
    if (n > 1) {
        struct sigaction now;
        sigaction(SIGUSR1, 0, &now);
        check(now.sa_handler == SIG_DFL);
        sigaction(SIGUSR2, 0, &now);
        check(now.sa_handler == SIG_IGN);
        sigset_t p;
        sigpending(&p);
        check(sigismember(&p, SIGTERM));
        stack_t s;
        sigaltstack(0, &s);
        check(s.ss_flags == SS_DISABLE);
        status_line("SigBlk");
        status_line("SigIgn");
        status_line("SigCgt");
        return 0;
    }
    on(SIGUSR1, tell, 0);
    signal(SIGUSR2, SIG_IGN);
    block(SIGTERM);
    raise(SIGTERM);
    execl("/proc/self/exe", "x", "again", (char *)0);
}
