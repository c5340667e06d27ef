// In strict mode only read, write, exit and sigreturn work; any other call kills.
#include "../check.h"

int main(void) {
    ends(child(show(prctl(PR_SET_SECCOMP, 1)); write(1, "in\n", 3); syscall(SYS_exit, 4)));
    ends(child(show(prctl(PR_SET_SECCOMP, 1)); getpid(); syscall(SYS_getppid); syscall(SYS_exit, 5)));
}
