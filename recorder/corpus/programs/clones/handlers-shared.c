// CLONE_SIGHAND shares handlers: what the child installs the parent has.
#include "../check.h"

static char stack[65536];
static int installs(void *y) { on(SIGUSR1, tell, 0); return 0; }
int main(void) {
    ends(clone(installs, stack + 65536, CLONE_VM | CLONE_SIGHAND | SIGCHLD, 0));
    raise(SIGUSR1);
    show(syscall(SYS_clone, CLONE_SIGHAND | SIGCHLD, 0, 0, 0, 0));
    show(syscall(SYS_clone, CLONE_THREAD | SIGCHLD, 0, 0, 0, 0));
    show(syscall(SYS_clone, CLONE_NEWNS | CLONE_FS | SIGCHLD, 0, 0, 0, 0));
}
