// epoll_wait with SIGCHLD handled by SA_RESTART returns EINTR for each of twenty children, poll as well.
#include "../check.h"
#include <sys/epoll.h>

int main(void) {
    int e = epoll_create1(0), interrupted = 0;
    struct epoll_event v;
    on(SIGCHLD, catch, SA_RESTART);
    sigset_t c = set_of(SIGCHLD), none = set_of(0);
    sigprocmask(SIG_BLOCK, &c, 0);
    for (int i = 0; i < 20; i++) {
        pid_t p = child(_exit(i));
        int r = i % 2 ? epoll_pwait(e, &v, 1, 20000, &none) : ppoll(0, 0, 0, &none);
        interrupted += r < 0 && errno == EINTR;
        if (waitpid(p, 0, 0) != p) say("lost %d\n", i);
    }
    show(interrupted);
    show(caught);
}
