#include "inline.h"
#include <pthread.h>
#include <signal.h>

static volatile int traps;
static volatile int stop;

static void count(int signal) {
    (void)signal;
    traps++;
}

static void *busy(void *unused) {
    (void)unused;
    while (!stop) {
        warm(1);
    }
    return 0;
}

/* Traps of the program's own, from a breakpoint and from a signal, while code is being patched under other threads. */
int main(void) {
    signal(SIGTRAP, count);
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        pthread_create(threads + i, 0, busy, 0);
    }
    for (int i = 0; i < many(200); i++) {
        __asm__ volatile("int3");
        raise(SIGTRAP);
        warm(2);
    }
    until_inside();
    stop = 1;
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], 0);
    }
    printf("%d traps\n", traps);
    return done();
}
