// A thread may wait for the child of another, but not with __WNOTHREAD.
#include "../check.h"
#include <linux/wait.h>

static void *waiter(void *p) {
    int how;
    errno = 0;
    say("with: %d %s\n", syscall(SYS_wait4, (long)p, &how, __WNOTHREAD, 0) > 0, error(errno));
    say("without: %d\n", syscall(SYS_wait4, (long)p, &how, 0, 0) == (long)p);
    return 0;
}
int main(void) {
    pid_t p = child(nap(20); _exit(1));
    pthread_join(thread(waiter, p), 0);
    show(waitpid(p, 0, 0));
}
