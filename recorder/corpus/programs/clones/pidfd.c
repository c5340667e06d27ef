// CLONE_PIDFD gives a descriptor of the child, by clone and clone3.
#include "../check.h"
#include <linux/sched.h>

int main(void) {
    int fd = -1;
    pid_t p = syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, 0, &fd, 0, 0);
    if (p == 0) _exit(3);
    check(fd > 2 && fcntl(fd, F_GETFD) == FD_CLOEXEC);
    siginfo_t i;
    show(waitid(3, fd, &i, WEXITED));
    show(i.si_status);
    fd = -1;
    struct clone_args a = {.flags = CLONE_PIDFD, .pidfd = (uintptr_t)&fd, .exit_signal = SIGCHLD};
    p = syscall(SYS_clone3, &a, sizeof a);
    if (p == 0) _exit(4);
    show(waitid(3, fd, &i, WEXITED));
    show(i.si_status);
}
