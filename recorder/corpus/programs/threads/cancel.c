// pthread_cancel ends threads in read, nanosleep, pause and sem_wait, and runs their cleanup.
#include "../check.h"
#include <semaphore.h>

static int p[2];
static sem_t s;
static void cleanup(void *n) { __atomic_add_fetch((int *)&caught, 1, __ATOMIC_SEQ_CST); }
static void *run(void *n) {
    char c;
    pthread_cleanup_push(cleanup, 0);
    switch ((long)n) { case 0: read(p[0], &c, 1); break; case 1: sleep(1000); break; case 2: pause(); break; case 3: sem_wait(&s); }
    pthread_cleanup_pop(0);
    return 0;
}
int main(void) {
    pipe(p);
    sem_init(&s, 0, 0);
    pthread_t t[4];
    for (int i = 0; i < 4; i++) t[i] = thread(run, i);
    nap(30);
    int cancelled = 0;
    for (int i = 0; i < 4; i++) { void *r; pthread_cancel(t[i]); pthread_join(t[i], &r); cancelled += r == PTHREAD_CANCELED; }
    say("%d %d\n", cancelled, caught);
}
