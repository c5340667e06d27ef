// A job stopped by ^Z goes on in the foreground and ends by itself.
#include "../check.h"
#include <pty.h>

int main(void) {
    int master, how;
    char c;
    pid_t p = forkpty(&master, 0, 0, 0);
    need(p >= 0, "no pty");
    if (p == 0) {
        signal(SIGTTOU, SIG_IGN);
        signal(SIGTSTP, SIG_IGN);
        pid_t j = child(signal(SIGTSTP, SIG_DFL); signal(SIGTTOU, SIG_IGN); setpgid(0, 0); tcsetpgrp(0, getpid()); write(1, "g", 1); nap(200); _exit(7));
        int s;
        waitpid(j, &s, WUNTRACED);
        if (!WIFSTOPPED(s)) _exit(1);
        tcsetpgrp(0, getpgrp());
        tcsetpgrp(0, j);
        kill(-j, SIGCONT);
        waitpid(j, &s, 0);
        tcsetpgrp(0, getpgrp());
        _exit(WEXITSTATUS(s));
    }
    read(master, &c, 1);
    nap(30);
    write(master, "\x1a", 1);
    ends(p);
}
