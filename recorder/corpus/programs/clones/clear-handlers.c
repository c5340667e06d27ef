// CLONE_CLEAR_SIGHAND gives the child default actions, ignored signals stay ignored.
#include "../check.h"
#include <linux/sched.h>

int main(void) {
    on(SIGUSR1, tell, 0);
    signal(SIGUSR2, SIG_IGN);
    struct clone_args a = {.flags = CLONE_CLEAR_SIGHAND, .exit_signal = SIGCHLD};
    pid_t p = syscall(SYS_clone3, &a, sizeof a);
    need(!(p < 0 && errno == ENOSYS), "no clone3");
    if (p == 0) { raise(SIGUSR2); raise(SIGUSR1); _exit(1); }
    ends(p);
}
