// SIGKILL from outside ends the first process of a PID namespace and all others in it.
#include "../check.h"

int main(void) {
    int p[2], how;
    char c;
    pipe(p);
    need(unshare(CLONE_NEWPID) == 0, "no PID namespace");
    pid_t init = child(for (int i = 0; i < 10; i++) child(close(p[0]); write(p[1], "r", 1); pause()); close(p[1]); pause());
    close(p[1]);
    for (int i = 0; i < 10; i++) read(p[0], &c, 1);
    kill(init, SIGTERM);
    show(waitpid(init, 0, WNOHANG));
    kill(init, SIGSTOP);
    show(waitpid(init, &how, WUNTRACED) == init); status("init", how);
    kill(init, SIGKILL);
    ends(init);
    show(read(p[0], &c, 1));
}
