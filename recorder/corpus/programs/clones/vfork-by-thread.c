// While one thread waits in vfork the others run on.
#include "../check.h"

static volatile int ran, go;
static void *run(void *n) { while (!go) { ran++; usleep(1000); } return 0; }
int main(void) {
    pthread_t t = thread(run, 0);
    while (!ran) sched_yield();
    int before = ran;
    pid_t p = vfork();
    if (p == 0) { usleep(100000); _exit(0); }
    check(ran > before);
    go = 1;
    pthread_join(t, 0);
    ends(p);
}
