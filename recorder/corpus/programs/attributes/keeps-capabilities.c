// With PR_SET_KEEPCAPS capabilities stay permitted over a change of user, and securebits are kept.
#include "../check.h"

int main(void) {
    need(getuid() == 0, "not root");
    show(prctl(PR_SET_KEEPCAPS, 1));
    show(setresuid(1000, 1000, 1000));
    status_line("CapEff");
    show(prctl(PR_GET_KEEPCAPS));
    show(prctl(PR_GET_SECUREBITS));
    show(prctl(PR_SET_SECUREBITS, 1));
}
