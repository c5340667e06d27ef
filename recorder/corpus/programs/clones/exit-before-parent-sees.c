// Children that end at once while their maker is slow are all counted.
#include "../check.h"

int main(void) {
    int n = 0;
    for (int i = 0; i < 200; i++) {
        pid_t p = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
        if (p == 0) syscall(SYS_exit, 0);
        int how = 1;
        n += waitpid(p, &how, 0) == p && how == 0;
    }
    show(n);
}
