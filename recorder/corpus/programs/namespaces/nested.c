// PID namespaces four deep: each first process is 1 in its own.
#include "../check.h"

static int deeper(int n) {
    if (n == 0) return 7;
    if (unshare(CLONE_NEWPID)) return 77;
    int how;
    pid_t p = child(say("%d %d\n", getpid(), getppid()); _exit(deeper(n - 1)));
    waitpid(p, &how, 0);
    return WEXITSTATUS(how);
}
int main(void) {
    int r = deeper(4);
    need(r != 77, "no PID namespace");
    return r;
}
