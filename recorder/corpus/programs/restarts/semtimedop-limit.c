// semtimedop keeps its limit under harmless signals.
#include "../check.h"
#include <sys/sem.h>

int main(void) {
    int id = semget(IPC_PRIVATE, 1, 0600);
    need(id >= 0, "no semaphores");
    struct sembuf take = {0, -1, 0};
    struct timespec limit = {1, 0};
    pid_t k = nuisance(SIGWINCH, 60, 100);
    double begin = now();
    show(semtimedop(id, &take, 1, &limit));
    took(begin, 1000, 3000);
    semctl(id, 0, IPC_RMID);
    kill(k, SIGKILL);
    ends(k);
}
