// SIGKILL from a thread to its own process, with many threads in many calls, ends all at once.
#include "../check.h"

static void *wait_here(void *n) {
    int p[2];
    char c;
    switch ((long)n % 4) {
        case 0: pause(); break;
        case 1: pipe(p); read(p[0], &c, 1); break;
        case 2: for (;;) getppid();
        default: nap(100000);
    }
    return 0;
}
int main(void) {
    for (int round = 0; round < 5; round++)
        ends(child(for (int i = 0; i < 12; i++) thread(wait_here, i); nap(10); kill(getpid(), SIGKILL)));
}
