// When the first process ends the others of its PID namespace are killed; then no fork works there.
#include "../check.h"

int main(void) {
    int p[2];
    char c;
    pipe(p);
    need(unshare(CLONE_NEWPID) == 0, "no PID namespace");
    pid_t init = child(for (int i = 0; i < 5; i++) child(close(p[0]); write(p[1], "r", 1); pause()); close(p[1]); for (int i = 0; i < 5; i++) read(p[0], &c, 1); _exit(3));
    close(p[1]);
    ends(init);
    show(read(p[0], &c, 1));
    show(fork());
}
