// Inside a PID namespace ids begin at 1 and the parent outside is 0; outside they are others.
#include "../check.h"

int main(void) {
    need(unshare(CLONE_NEWPID) == 0, "no PID namespace");
    show(getpid() == 1);
    pid_t p = child(
        say("%d %d %d\n", getpid(), getppid(), gettid());
        ends(child(say("%d %d\n", getpid(), getppid())));
        show(kill(2147483, 0));
        ends(child(say("%d %d\n", getpid(), getppid()))));
    check(p > 1);
    ends(p);
}
