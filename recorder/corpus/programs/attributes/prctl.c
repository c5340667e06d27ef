// What prctl sets it gets back.
#include "../check.h"

int main(void) {
    int x = 0;
    show(prctl(PR_GET_DUMPABLE));
    show(prctl(PR_SET_DUMPABLE, 0));
    show(prctl(PR_GET_DUMPABLE));
    show(prctl(PR_SET_DUMPABLE, 1));
    show(prctl(PR_SET_DUMPABLE, 2));
    show(prctl(PR_GET_KEEPCAPS));
    show(prctl(PR_SET_TIMERSLACK, 12345));
    show(prctl(PR_GET_TIMERSLACK));
    show(prctl(PR_SET_CHILD_SUBREAPER, 1));
    show(prctl(PR_GET_CHILD_SUBREAPER, &x));
    show(x);
    show(prctl(PR_SET_PDEATHSIG, 99));
    show(prctl(PR_GET_TSC, &x));
    show(x);
    show(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    show(prctl(PR_SET_NO_NEW_PRIVS, 1, 1, 0, 0));
    show(prctl(PR_CAPBSET_READ, 0));
    show(prctl(PR_CAPBSET_READ, 99));
    show(prctl(12345, 0, 0, 0, 0));
    show(prctl(-1));
}
