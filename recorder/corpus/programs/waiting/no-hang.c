// WNOHANG answers 0 for a living child and ECHILD for none.
#include "../check.h"

int main(void) {
    show(waitpid(-1, 0, WNOHANG));
    int p[2];
    char c;
    pipe(p);
    pid_t k = child(read(p[0], &c, 1); _exit(2));
    int zeros = 0;
    for (int i = 0; i < 500; i++) zeros += waitpid(k, 0, WNOHANG) == 0;
    show(zeros);
    write(p[1], "x", 1);
    int how;
    while (waitpid(-1, &how, WNOHANG) == 0) usleep(1000);
    status("child", how);
}
