// An exec by the only thread left, the first having ended before.
#include "../check.h"

static void *run(void *n) { nap(30); execl("/bin/sh", "sh", "-c", "exit 6", (char *)0); return 0; }
int main(void) {
    ends(child(thread(run, 0); pthread_exit(0)));
}
