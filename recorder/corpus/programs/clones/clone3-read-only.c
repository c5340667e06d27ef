// clone3 takes its struct from read-only memory.
#include "../check.h"
#include <linux/sched.h>

int main(void) {
    struct clone_args *a = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    a->flags = CLONE_UNTRACED;
    a->exit_signal = SIGCHLD;
    mprotect(a, 4096, PROT_READ);
    pid_t p = syscall(SYS_clone3, a, sizeof *a);
    need(!(p < 0 && errno == ENOSYS), "no clone3");
    if (p == 0) _exit(open("/etc/passwd", O_RDONLY) >= 0 ? 3 : 4);
    ends(p);
}
