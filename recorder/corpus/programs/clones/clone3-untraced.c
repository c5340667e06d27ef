// clone3 leaves its struct as it was, CLONE_UNTRACED in it included.
#include "../check.h"
#include <linux/sched.h>

int main(void) {
    struct clone_args a = {.flags = CLONE_UNTRACED, .exit_signal = SIGCHLD}, before = a;
    pid_t p = syscall(SYS_clone3, &a, sizeof a);
    need(!(p < 0 && errno == ENOSYS), "no clone3");
    if (p == 0) _exit(memcmp(&a, &before, sizeof a) ? 9 : open("/etc/passwd", O_RDONLY) >= 0 ? 3 : 4);
    check(memcmp(&a, &before, sizeof a) == 0);
    ends(p);
}
