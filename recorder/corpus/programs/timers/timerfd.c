// A timerfd expires, counts, blocks and is waited for by epoll.
#include "../check.h"
#include <sys/epoll.h>
#include <sys/timerfd.h>

int main(void) {
    int t = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK), e = epoll_create1(0);
    struct itimerspec s = {{0, 10000000}, {0, 10000000}};
    uint64_t n;
    show(read(t, &n, 8));
    struct epoll_event v = {EPOLLIN};
    epoll_ctl(e, EPOLL_CTL_ADD, t, &v);
    show(epoll_wait(e, &v, 1, 0));
    show(timerfd_settime(t, 0, &s, 0));
    show(epoll_wait(e, &v, 1, 20000));
    nap(50);
    show(read(t, &n, 8));
    check(n >= 5);
    show(timerfd_settime(t, 99, &s, 0));
}
