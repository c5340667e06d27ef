// With CLONE_PARENT the child's parent is the caller's, who waits for it.
#include "../check.h"

int main(void) {
    int p[2];
    pid_t grandchild, me = getpid();
    pipe(p);
    ends(child(pid_t g = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
        if (g == 0) _exit(getppid() == me ? 8 : 9);
        write(p[1], &g, sizeof g);
        _exit(waitpid(g, 0, 0) == -1 && errno == ECHILD ? 0 : 1)));
    read(p[0], &grandchild, sizeof grandchild);
    ends(grandchild);
}
