// A background job that reads its terminal stops by SIGTTIN, and writing under TOSTOP by SIGTTOU.
#include "../check.h"
#include <pty.h>
#include <termios.h>

int main(void) {
    int master, how;
    pid_t p = forkpty(&master, 0, 0, 0);
    need(p >= 0, "no pty");
    if (p == 0) {
        signal(SIGTTOU, SIG_IGN);
        pid_t r = child(setpgid(0, 0); signal(SIGTTOU, SIG_DFL); char c; nap(30); read(0, &c, 1); _exit(3));
        setpgid(r, r);
        waitpid(r, &how, WUNTRACED); status("reader", how);
        tcsetpgrp(0, r);
        kill(r, SIGCONT);
        say("ready\n");
        waitpid(r, &how, WUNTRACED); status("reader", how);
        tcsetpgrp(0, getpgrp());
        struct termios t;
        tcgetattr(0, &t);
        t.c_lflag |= TOSTOP;
        tcsetattr(0, TCSANOW, &t);
        pid_t w = child(setpgid(0, 0); signal(SIGTTOU, SIG_DFL); nap(30); say("never in the background\n"); _exit(4));
        setpgid(w, w);
        waitpid(w, &how, WUNTRACED); status("writer", how);
        kill(w, SIGKILL);
        waitpid(w, &how, 0);
        _exit(0);
    }
    char room[4096], all[8192] = {0};
    ssize_t k;
    int sent = 0;
    while ((k = read(master, room, sizeof room - 1)) > 0) {
        room[k] = 0;
        strncat(all, room, sizeof all - strlen(all) - 1);
        if (!sent && strstr(all, "ready")) { write(master, "x\n", 2); sent = 1; }
    }
    for (char *c = all; *c; c++) if (*c != '\r') write(1, c, 1);
    ends(p);
}
