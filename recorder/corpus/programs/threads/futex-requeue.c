// FUTEX_CMP_REQUEUE wakes one waiter and moves the others; FUTEX_WAKE counts whom it woke.
#include "../check.h"

static int a, b;
static volatile int waiting, woken;
static void *run(void *n) {
    __atomic_add_fetch((int *)&waiting, 1, __ATOMIC_SEQ_CST);
    while (syscall(SYS_futex, &a, FUTEX_WAIT, 0, 0, 0, 0) && errno == EINTR) ;
    __atomic_add_fetch((int *)&woken, 1, __ATOMIC_SEQ_CST);
    return 0;
}
int main(void) {
    pthread_t t[5];
    for (int i = 0; i < 5; i++) t[i] = thread(run, i);
    while (waiting < 5) usleep(1000);
    nap(50);
    show(syscall(SYS_futex, &a, FUTEX_CMP_REQUEUE, 1, 100, &b, 1));
    show(syscall(SYS_futex, &a, FUTEX_CMP_REQUEUE, 1, 100, &b, 0));
    show(syscall(SYS_futex, &a, FUTEX_WAKE, 100, 0, 0, 0));
    show(syscall(SYS_futex, &b, FUTEX_WAKE, 2, 0, 0, 0));
    show(syscall(SYS_futex, &b, FUTEX_WAKE, 100, 0, 0, 0));
    for (int i = 0; i < 5; i++) pthread_join(t[i], 0);
    show(woken);
}
