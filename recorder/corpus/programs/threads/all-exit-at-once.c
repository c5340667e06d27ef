// Threads that all call exit_group with the same status at once.
#include "../check.h"

static void *ender(void *b) { pthread_barrier_wait(b); _exit(5); }
int main(void) {
    for (int round = 0; round < 10; round++)
        ends(child(pthread_barrier_t b; pthread_barrier_init(&b, 0, 8); for (int i = 0; i < 7; i++) thread(ender, &b); ender(&b)));
}
