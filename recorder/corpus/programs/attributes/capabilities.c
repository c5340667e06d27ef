// Capabilities are those of the user, and what is dropped is gone.
#include "../check.h"
#include <linux/capability.h>

int main(void) {
    status_line("CapInh");
    status_line("CapPrm");
    status_line("CapEff");
    status_line("CapBnd");
    status_line("CapAmb");
    struct __user_cap_header_struct h = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct d[2] = {0}, e[2];
    show(syscall(SYS_capget, &h, e));
    show(syscall(SYS_capset, &h, d));
    show(chroot("/"));
    d[0].effective = d[0].permitted = 1 << CAP_SYS_CHROOT;
    show(syscall(SYS_capset, &h, d));
    h.version = 1;
    show(syscall(SYS_capget, &h, e));
    show(h.version == _LINUX_CAPABILITY_VERSION_3);
}
