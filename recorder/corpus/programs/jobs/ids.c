// setpgid, setsid and their kin answer and refuse as they should.
#include "../check.h"

int main(void) {
    check(getsid(0) == getsid(getppid()) && getpgrp() == getpgid(0));
    show(setpgid(0, 1));
    show(setpgid(0, -1));
    show(getpgid(2147483647));
    show(getsid(2147483647));
    pid_t p = child(nap(50); _exit(getpgrp() == getpid()));
    show(setpgid(p, p));
    show(setpgid(p, getpgrp()));
    ends(p);
    p = child(execl("/bin/sleep", "sleep", "1", (char *)0));
    nap(100);
    show(setpgid(p, p));
    kill(p, SIGTERM);
    ends(p);
    ends(child(setpgid(0, 0); show(setsid()); pid_t q = child(check(setsid() == getpid()); show(setsid())); ends(q)));
}
