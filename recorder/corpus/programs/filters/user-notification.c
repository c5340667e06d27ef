// A supervisor answers a call by seccomp's user notification: an error, a value, and to go on.
#include "../check.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>

static int fd;
static void *supervises(void *x) {
    for (int i = 0; i < 3; i++) {
        struct seccomp_notif n = {0};
        struct seccomp_notif_resp r = {0};
        while (ioctl(fd, SECCOMP_IOCTL_NOTIF_RECV, &n) && errno == EINTR) ;
        r.id = n.id;
        if (i == 0) r.error = -EXDEV;
        if (i == 1) r.val = 77;
        if (i == 2) r.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        say("call %d\n", n.data.nr);
        if (ioctl(fd, SECCOMP_IOCTL_NOTIF_SEND, &r)) say("%s\n", error(errno));
    }
    return 0;
}
int main(void) {
    struct sock_filter f[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mkdir, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog p = {4, f};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &p);
    need(fd >= 0, "no user notification");
    pthread_t t = thread(supervises, 0);
    show(mkdir("a", 0700));
    show(mkdir("b", 0700));
    show(mkdir("c", 0700));
    pthread_join(t, 0);
    show(access("b", F_OK));
    show(access("c", F_OK));
}
