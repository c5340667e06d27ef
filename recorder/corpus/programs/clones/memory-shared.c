// CLONE_VM shares memory without CLONE_THREAD: the child is a process of its own.
#include "../check.h"

static char stack[65536];
static volatile int x;
static pid_t parent;
static int writes(void *y) { x = (getpid() != parent) + 10 * (getppid() == parent); return 2; }
int main(void) {
    parent = getpid();
    ends(clone(writes, stack + 65536, CLONE_VM | SIGCHLD, 0));
    show(x);
}
