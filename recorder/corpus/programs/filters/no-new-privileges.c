// The recorder does not take new privileges away from a program of root's.
#include "../check.h"

int main(void) {
    need(getuid() == 0, "not root: the recorder's filter needs no_new_privs");
    show(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    status_line("NoNewPrivs");
    status_line("Speculation_Store_Bypass");
}
