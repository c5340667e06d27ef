// No wait returns for a signal that is ignored or does nothing by default.
#include "../check.h"
#include <sys/epoll.h>
#include <sys/sem.h>

int main(void) {
    signal(SIGUSR1, SIG_IGN);
    int p[2], e = epoll_create1(0);
    char c;
    pipe(p);
    struct epoll_event v = {EPOLLIN};
    epoll_ctl(e, EPOLL_CTL_ADD, p[0], &v);
    struct pollfd f = {p[0], POLLIN};
    sigset_t s = set_of(SIGUSR2);
    block(SIGUSR2);
    struct timespec limit = {0, 200000000};
    pid_t k = child(for (int i = 0; i < 60; i++) { nap(20); kill(getppid(), i % 2 ? SIGWINCH : i % 4 ? SIGURG : SIGUSR1); });
    show(epoll_wait(e, &v, 1, 200));
    show(poll(&f, 1, 200));
    show(ppoll(&f, 1, &limit, 0));
    show(sigtimedwait(&s, 0, &limit));
    fd_set r;
    FD_ZERO(&r);
    FD_SET(p[0], &r);
    struct timeval tv = {0, 200000};
    show(select(p[0] + 1, &r, 0, 0, &tv));
    int id = semget(IPC_PRIVATE, 1, 0600);
    struct sembuf take = {0, -1, 0};
    show(semtimedop(id, &take, 1, &limit));
    semctl(id, 0, IPC_RMID);
    show(nanosleep(&limit, 0));
    ends(k);
}
