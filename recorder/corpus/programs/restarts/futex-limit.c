// FUTEX_WAIT, FUTEX_WAIT_BITSET and a mutex with a limit keep it under harmless signals.
#include "../check.h"

int main(void) {
    int word = 0;
    struct timespec limit = {0, 700000000}, end;
    pid_t k = nuisance(SIGWINCH, 60, 70);
    double begin = now();
    show(syscall(SYS_futex, &word, FUTEX_WAIT, 0, &limit, 0, 0));
    took(begin, 700, 2500);
    begin = now();
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += 1;
    show(syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, 0, &end, 0, -1));
    took(begin, 1000, 3000);
    pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&m);
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += 1;
    begin = now();
    say("%s\n", error(pthread_mutex_timedlock(&m, &end)));
    took(begin, 900, 3000);
    kill(k, SIGKILL);
    ends(k);
}
