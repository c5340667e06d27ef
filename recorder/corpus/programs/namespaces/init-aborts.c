// The first process of a PID namespace that aborts ends, and the program goes on.
#include "../check.h"

int main(void) {
    need(unshare(CLONE_NEWPID) == 0, "no PID namespace");
    ends(child(child(pause()); abort()));
    say("b\n");
    return 5;
}
