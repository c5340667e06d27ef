// A session takes and gives up a controlling terminal.
#include "../check.h"
#include <pty.h>
#include <sys/ioctl.h>

int main(void) {
    int master, slave;
    need(openpty(&master, &slave, 0, 0, 0) == 0, "no pty");
    show(open("/dev/tty", O_RDWR));
    ends(child(
        setsid();
        show(open("/dev/tty", O_RDWR));
        show(ioctl(slave, TIOCSCTTY, 0));
        check(open("/dev/tty", O_RDWR) >= 0);
        check(tcgetpgrp(slave) == getpgrp());
        check(tcgetsid(slave) == getpid());
        show(tcsetpgrp(slave, 1));
        signal(SIGHUP, SIG_IGN);
        show(ioctl(slave, TIOCNOTTY));
        show(open("/dev/tty", O_RDWR))));
}
