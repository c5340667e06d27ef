// When a session's leader ends its foreground job gets SIGHUP and SIGCONT.
#include "../check.h"
#include <pty.h>

int main(void) {
    int master, p[2];
    char c = 0;
    pipe(p);
    pid_t leader = forkpty(&master, 0, 0, 0);
    need(leader >= 0, "no pty");
    if (leader == 0) {
        child(on(SIGHUP, catch, 0); write(p[1], "r", 1); while (!caught) usleep(1000); write(p[1], "h", 1));
        while (read(0, &c, 1) > 0) ;
        _exit(0);
    }
    read(p[0], &c, 1);
    close(master);
    ends(leader);
    show(read(p[0], &c, 1));
    say("%c\n", c);
}
