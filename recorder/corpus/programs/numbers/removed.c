// Calls that the kernel has removed or never had give ENOSYS.
#include "../check.h"

int main(void) {
    show(syscall(SYS_tuxcall));
    show(syscall(SYS_security));
    show(syscall(SYS_afs_syscall));
    show(syscall(SYS_vserver));
    show(syscall(SYS_getpmsg));
    show(syscall(SYS_create_module));
    show(syscall(SYS_query_module));
    show(syscall(SYS_epoll_ctl_old));
}
