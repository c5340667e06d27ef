// A child that ends with another signal than SIGCHLD is waited for with __WCLONE only, or __WALL.
#include "../check.h"
#include <linux/wait.h>

int main(void) {
    on(SIGUSR1, tell, SA_RESTART);
    pid_t p = syscall(SYS_clone, SIGUSR1, 0, 0, 0, 0);
    if (p == 0) _exit(3);
    reaches(p, "Z");
    show(waitpid(p, 0, 0));
    int how;
    show(waitpid(p, &how, __WCLONE) == p); status("child", how);
    p = syscall(SYS_clone, 0, 0, 0, 0, 0);
    if (p == 0) _exit(4);
    show(waitpid(p, &how, __WALL) == p); status("child", how);
    p = child(_exit(5));
    show(waitpid(p, 0, __WCLONE));
    ends(p);
}
