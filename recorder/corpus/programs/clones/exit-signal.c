// A child may end with any signal, and a wrong one in the old clone is cut to a byte.
#include "../check.h"

int main(void) {
    on(SIGUSR2, tell, SA_RESTART);
    on(SIGRTMIN, catch, SA_RESTART);
    pid_t p = syscall(SYS_clone, SIGUSR2, 0, 0, 0, 0);
    if (p == 0) _exit(1);
    ends(p);
    p = syscall(SYS_clone, SIGRTMIN, 0, 0, 0, 0);
    if (p == 0) _exit(2);
    ends(p);
    show(caught);
}
