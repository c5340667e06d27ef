// Detached threads end by themselves while the program goes on.
#include "../check.h"

static volatile int ended;
static void *run(void *n) { pthread_detach(pthread_self()); __atomic_add_fetch(&ended, 1, __ATOMIC_SEQ_CST); return 0; }
int main(void) {
    for (int i = 0; i < 200; i++) thread(run, i);
    while (ended < 200) usleep(1000);
    say("done\n");
}
