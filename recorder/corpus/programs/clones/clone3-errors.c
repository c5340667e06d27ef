// clone3 refuses sizes, flags and pointers that are wrong.
#include "../check.h"
#include <linux/sched.h>

int main(void) {
    struct clone_args a = {.exit_signal = SIGCHLD};
    long p = syscall(SYS_clone3, &a, 8);
    need(!(p < 0 && errno == ENOSYS), "no clone3");
    show(syscall(SYS_clone3, &a, 8));
    show(syscall(SYS_clone3, 8, sizeof a));
    show(syscall(SYS_clone3, &a, 100000));
    a.exit_signal = 100;
    show(syscall(SYS_clone3, &a, sizeof a));
    a.exit_signal = 0;
    a.flags = CLONE_DETACHED;
    show(syscall(SYS_clone3, &a, sizeof a));
    a.flags = 1ull << 60;
    show(syscall(SYS_clone3, &a, sizeof a));
    a.flags = CLONE_THREAD;
    show(syscall(SYS_clone3, &a, sizeof a));
    a.flags = 0;
    a.set_tid_size = 100;
    show(syscall(SYS_clone3, &a, sizeof a));
    a.set_tid_size = 0;
    a.stack_size = 4096;
    show(syscall(SYS_clone3, &a, sizeof a));
    char large[128] = {0};
    large[100] = 1;
    show(syscall(SYS_clone3, large, sizeof large));
}
