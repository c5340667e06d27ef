// Ten threads exec at once: one of them wins, and the parent sees its status.
#include "../check.h"

static pthread_barrier_t b;
static void *run(void *n) { pthread_barrier_wait(&b); execl("/bin/sh", "sh", "-c", "exit 4", (char *)0); return 0; }
int main(void) {
    for (int round = 0; round < 10; round++)
        ends(child(pthread_barrier_init(&b, 0, 10); for (int i = 0; i < 9; i++) thread(run, i); run(0)));
}
