// The first thread ends before the others; the process ends with the last one's status.
#include "../check.h"

static void *last(void *n) { nap(80); say("last\n"); exit(6); }
int main(void) {
    pid_t p = child(thread(last, 0); pthread_exit(0));
    nap(30);
    show(waitpid(p, 0, WNOHANG));
    ends(p);
    p = child(thread(last, 0); syscall(SYS_exit, 3));
    ends(p);
}
