// wait with bad pointers answers EFAULT and has taken the child.
#include "../check.h"

int main(void) {
    pid_t p = child(_exit(1));
    show(syscall(SYS_wait4, p, 8, 0, 0));
    show(waitpid(p, 0, 0));
    p = child(_exit(1));
    show(syscall(SYS_wait4, p, 0, 0, 8));
    show(syscall(SYS_wait4, p, 0, 0x100, 0));
    show(syscall(SYS_wait4, -2147483648L, 0, 0, 0));
}
