// waitpid by process group takes children of that group alone.
#include "../check.h"

int main(void) {
    pid_t a = child(setpgid(0, 0); nap(30); _exit(1)), b = child(_exit(2));
    setpgid(a, a);
    int how;
    show(waitpid(0, &how, 0) == b); status("child", how);
    show(waitpid(0, &how, 0));
    show(waitpid(-a, &how, 0) == a); status("child", how);
}
