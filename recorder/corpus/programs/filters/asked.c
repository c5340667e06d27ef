// A program asks whether it is filtered, alone, in a thread, after a fork and with a filter of its own.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include "../check.h"

static void *asks(void *nothing) { show(prctl(PR_GET_SECCOMP)); return nothing; }

int main(void) {
    show(prctl(PR_GET_SECCOMP));
    pthread_join(thread(asks, 0), 0);
    ends(child(show(prctl(PR_GET_SECCOMP))));
    struct sock_filter f[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog p = {1, f};
    show(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    show(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p));
    show(prctl(PR_GET_SECCOMP));
    ends(child(show(prctl(PR_GET_SECCOMP)); show(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT))));
}
