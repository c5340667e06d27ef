// A call that is interrupted and restarted passes the program's own filter again.
#include "../check.h"
#include <linux/filter.h>
#include <linux/seccomp.h>

int main(void) {
    struct sock_filter f[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog p = {1, f};
    int q[2];
    char c;
    pipe(q);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    show(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &p));
    on(SIGUSR1, catch, SA_RESTART);
    pid_t k = child(for (int i = 0; i < 5; i++) { nap(10); kill(getppid(), SIGUSR1); } nap(10); write(q[1], "x", 1));
    show(read(q[0], &c, 1));
    show(caught);
    ends(k);
}
