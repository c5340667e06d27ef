// epoll_pwait and epoll_pwait2 keep their limits under harmless signals.
#include "../check.h"
#include <sys/epoll.h>

int main(void) {
    int e = epoll_create1(0);
    struct epoll_event v;
    sigset_t none = set_of(SIGTERM);
    struct timespec limit = {1, 0};
    pid_t k = nuisance(SIGWINCH, 60, 100);
    double begin = now();
    show(epoll_pwait(e, &v, 1, 1000, &none));
    took(begin, 1000, 3000);
    begin = now();
    errno = 0;
    long r = syscall(SYS_epoll_pwait2, e, &v, 1, &limit, 0, 0);
    need(!(r < 0 && errno == ENOSYS), "no epoll_pwait2");
    say("%ld\n", r);
    took(begin, 1000, 3000);
    kill(k, SIGKILL);
    ends(k);
}
