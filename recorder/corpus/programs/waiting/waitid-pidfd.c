// waitid by a pidfd waits for that child, and poll says when it has ended.
#include "../check.h"

int main(void) {
    pid_t p = child(nap(60); _exit(9));
    int fd = syscall(SYS_pidfd_open, p, 0);
    need(fd >= 0, "no pidfd_open");
    struct pollfd f = {fd, POLLIN};
    show(poll(&f, 1, 0));
    show(poll(&f, 1, 20000));
    siginfo_t i;
    show(waitid(3, fd, &i, WEXITED)); say("%d %d\n", i.si_code, i.si_status);
    show(syscall(SYS_pidfd_send_signal, fd, SIGTERM, 0, 0));
}
