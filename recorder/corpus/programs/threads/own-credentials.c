// By the raw call credentials belong to one thread; by the library to all.
#include "../check.h"

static pthread_barrier_t b;
static void *run(void *n) {
    syscall(SYS_setresuid, 1001, 1001, 1001);
    say("thread %d\n", syscall(SYS_geteuid));
    pthread_barrier_wait(&b);
    pthread_barrier_wait(&b);
    say("thread %d\n", syscall(SYS_geteuid));
    return 0;
}
int main(void) {
    need(getuid() == 0, "not root");
    pthread_barrier_init(&b, 0, 2);
    pthread_t t = thread(run, 0);
    pthread_barrier_wait(&b);
    say("main %d\n", syscall(SYS_geteuid));
    show(setresuid(1002, 1002, 1002));
    pthread_barrier_wait(&b);
    pthread_join(t, 0);
}
