// Waits with a limit of zero return at once, again and again.
#include "../check.h"
#include <sys/epoll.h>

int main(void) {
    int e = epoll_create1(0), zeros = 0;
    struct epoll_event v;
    struct timespec zero = {0, 0};
    sigset_t s = set_of(SIGUSR1);
    block(SIGUSR1);
    for (int i = 0; i < 200; i++) zeros += epoll_wait(e, &v, 1, 0) == 0 && poll(0, 0, 0) == 0 && sigtimedwait(&s, 0, &zero) == -1 && errno == EAGAIN;
    show(zeros);
}
