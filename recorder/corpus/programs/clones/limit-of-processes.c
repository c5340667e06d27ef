// fork answers EAGAIN at the limit of processes.
#include "../check.h"

int main(void) {
    need(getuid() == 0 && setresuid(54322, 54322, 54322) == 0, "not root: the limit counts other processes of the user");
    struct rlimit few = {3, 3};
    show(setrlimit(RLIMIT_NPROC, &few));
    pid_t a = child(pause()), b = child(pause());
    check(a > 0 && b > 0);
    show(fork());
    kill(a, SIGTERM);
    kill(b, SIGTERM);
    ends(a);
    ends(b);
}
