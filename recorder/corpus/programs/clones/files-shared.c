// CLONE_FILES shares the table of descriptors, its absence copies it.
#include "../check.h"

static char stack[2][65536];
static int opens(void *fd) { dup2(1, (long)fd); return 0; }
int main(void) {
    pid_t p = clone(opens, stack[0] + 65536, CLONE_FILES | SIGCHLD, (void *)50);
    ends(p);
    show(fcntl(50, F_GETFD));
    p = clone(opens, stack[1] + 65536, SIGCHLD, (void *)51);
    ends(p);
    show(fcntl(51, F_GETFD));
}
