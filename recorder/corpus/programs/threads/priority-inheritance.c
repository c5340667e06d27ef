// A futex with priority inheritance is handed over, and its owner's death is told.
#include "../check.h"

static int word;
static volatile int held;
static void *owner(void *n) {
    syscall(SYS_futex, &word, FUTEX_LOCK_PI, 0, 0, 0, 0);
    held = 1;
    nap(60);
    show(syscall(SYS_futex, &word, FUTEX_UNLOCK_PI, 0, 0, 0, 0));
    return 0;
}
int main(void) {
    pthread_t t = thread(owner, 0);
    while (!held) usleep(100);
    show(syscall(SYS_futex, &word, FUTEX_TRYLOCK_PI, 0, 0, 0, 0));
    long r = syscall(SYS_futex, &word, FUTEX_LOCK_PI, 0, 0, 0, 0);
    pthread_join(t, 0);
    show(r);
    check((word & FUTEX_TID_MASK) == gettid());
    show(syscall(SYS_futex, &word, FUTEX_LOCK_PI, 0, 0, 0, 0));
    show(syscall(SYS_futex, &word, FUTEX_UNLOCK_PI, 0, 0, 0, 0));
}
