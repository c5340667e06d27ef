// clone3 with set_tid gives the child the id that is asked for.
#include "../check.h"
#include <linux/sched.h>

int main(void) {
    pid_t wanted = child(_exit(0));
    ends(wanted);
    struct clone_args a = {.exit_signal = SIGCHLD, .set_tid = (uintptr_t)&wanted, .set_tid_size = 1};
    pid_t p = syscall(SYS_clone3, &a, sizeof a);
    need(!(p < 0 && (errno == EPERM || errno == ENOSYS)), "no right to choose an id");
    if (p == 0) _exit(getpid() == wanted ? 5 : 6);
    check(p == wanted);
    ends(p);
    pid_t mine = getpid();
    a.set_tid = (uintptr_t)&mine;
    show(syscall(SYS_clone3, &a, sizeof a));
}
