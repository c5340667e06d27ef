// epoll_wait with a limit of a second ends after a second, though a harmless signal comes every 100 ms.
#include "../check.h"
#include <sys/epoll.h>

int main(void) {
    int e = epoll_create1(0);
    struct epoll_event v;
    pid_t k = nuisance(SIGWINCH, 60, 100);
    double begin = now();
    show(epoll_wait(e, &v, 1, 1000));
    took(begin, 1000, 3000);
    kill(k, SIGKILL);
    ends(k);
}
