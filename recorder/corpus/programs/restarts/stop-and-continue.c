// SIGSTOP and SIGCONT make epoll_wait, sigtimedwait and semtimedop return EINTR; poll, nanosleep and futex go on.
#include "../check.h"
#include <sys/epoll.h>
#include <sys/sem.h>

static pid_t stopper(void) { return child(nap(80); kill(getppid(), SIGSTOP); nap(80); kill(getppid(), SIGCONT)); }
int main(void) {
    struct timespec limit = {0, 600000000};
    struct epoll_event v;
    int e = epoll_create1(0), word = 0, id = semget(IPC_PRIVATE, 1, 0600);
    struct sembuf take = {0, -1, 0};
    sigset_t s = set_of(SIGUSR2);
    block(SIGUSR2);
    ends((stopper(), show(epoll_wait(e, &v, 1, 600)), -1));
    ends((stopper(), show(sigtimedwait(&s, 0, &limit)), -1));
    ends((stopper(), show(semtimedop(id, &take, 1, &limit)), -1));
    ends((stopper(), show(poll(0, 0, 600)), -1));
    ends((stopper(), show(nanosleep(&limit, 0)), -1));
    ends((stopper(), show(syscall(SYS_futex, &word, FUTEX_WAIT, 0, &limit, 0, 0)), -1));
    semctl(id, 0, IPC_RMID);
}
