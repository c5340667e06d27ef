// io_getevents keeps its limit under harmless signals, and returns EINTR for a handled one.
#include "../check.h"
#include <linux/aio_abi.h>

int main(void) {
    aio_context_t context = 0;
    need(syscall(SYS_io_setup, 4, &context) == 0, "no aio");
    struct io_event v;
    struct timespec limit = {1, 0};
    pid_t k = nuisance(SIGWINCH, 60, 100);
    double begin = now();
    show(syscall(SYS_io_getevents, context, 1, 1, &v, &limit));
    took(begin, 1000, 3000);
    kill(k, SIGKILL);
    ends(k);
    on(SIGUSR1, catch, SA_RESTART);
    k = nuisance(SIGUSR1, 1, 50);
    show(syscall(SYS_io_getevents, context, 1, 1, &v, &limit));
    ends(k);
}
