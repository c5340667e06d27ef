// A change of the window's size sends SIGWINCH to the foreground job.
#include "../check.h"
#include <pty.h>
#include <sys/ioctl.h>

int main(void) {
    int master;
    struct winsize w = {24, 80}, x = {50, 100};
    pid_t p = forkpty(&master, 0, 0, &w);
    need(p >= 0, "no pty");
    if (p == 0) {
        sigset_t none = set_of(0);
        on(SIGWINCH, catch, 0);
        block(SIGWINCH);
        write(1, "r", 1);
        sigsuspend(&none);
        ioctl(0, TIOCGWINSZ, &w);
        _exit(w.ws_row + w.ws_col);
    }
    char c;
    read(master, &c, 1);
    show(ioctl(master, TIOCSWINSZ, &x));
    ends(p);
}
