#include "inline.h"
#include <pthread.h>

#define THREADS 30

static void *work(void *unused) {
    (void)unused;
    warm(many(35));
    return 0;
}

/* More threads than there are slots, born before anything is prepared, while it is, and after. */
int main(void) {
    pthread_t threads[THREADS];
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < THREADS; i++) {
            pthread_create(threads + i, 0, work, 0);
        }
        for (int i = 0; i < THREADS; i++) {
            pthread_join(threads[i], 0);
        }
        warm(30);
    }
    return done();
}
