// CLONE_SETTLS gives the child its own thread pointer.
#include "../check.h"
#include <asm/prctl.h>

int main(void) {
    static long area[64];
    area[0] = (long)area;
    long base = 0;
    pid_t p = syscall(SYS_clone, CLONE_SETTLS | SIGCHLD, 0, 0, 0, area);
    if (p == 0) { syscall(SYS_arch_prctl, ARCH_GET_FS, &base); syscall(SYS_exit, base == (long)area ? 3 : 4); }
    ends(p);
}
