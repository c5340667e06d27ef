// A signalfd gives the signals with their facts, and SIGCHLD with the child's end.
#include "../check.h"
#include <sys/signalfd.h>

int main(void) {
    sigset_t set = set_of(SIGUSR1);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, 0);
    int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    struct signalfd_siginfo i;
    show(read(fd, &i, sizeof i));
    raise(SIGUSR1);
    show(read(fd, &i, sizeof i));
    say("%d %d\n", i.ssi_signo, i.ssi_pid == getpid());
    pid_t p = child(_exit(6));
    struct pollfd poll_it = {fd, POLLIN};
    show(poll(&poll_it, 1, 5000));
    show(read(fd, &i, sizeof i));
    say("%d %d %d %d\n", i.ssi_signo, i.ssi_code, i.ssi_status, i.ssi_pid == p);
    ends(p);
}
