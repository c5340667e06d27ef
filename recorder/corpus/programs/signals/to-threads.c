// Signals for one thread are handled by it; one for the process by the only thread that does not block it.
#include "../check.h"

static pid_t tids[3];
static volatile int by[3];
static int me(void) { for (int i = 0; i < 3; i++) if (tids[i] == gettid()) return i; return -1; }
static void handler(int signal) { by[me()]++; }
static pthread_barrier_t barrier;
static void *run(void *n) {
    tids[(long)n] = gettid();
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    return 0;
}
int main(void) {
    on(SIGUSR1, handler, SA_RESTART);
    on(SIGUSR2, handler, SA_RESTART);
    pthread_barrier_init(&barrier, 0, 3);
    block(SIGUSR2);
    pthread_t a = thread(run, 1);
    pthread_t b = thread(run, 2);
    tids[0] = gettid();
    pthread_barrier_wait(&barrier);
    unblock(SIGUSR2);
    for (int i = 0; i < 10; i++) { pthread_kill(a, SIGUSR1); while (by[1] != i + 1) sched_yield(); kill(getpid(), SIGUSR2); while (by[0] != i + 1) sched_yield(); }
    pthread_barrier_wait(&barrier);
    pthread_join(a, 0);
    pthread_join(b, 0);
    say("%d %d %d\n", by[0], by[1], by[2]);
}
