#include "inline.h"
#include <pthread.h>
#include <signal.h>

static void handler(int signal) {
    (void)signal;
}

/* Blocks all signals, as threads that leave them to another do, and passes bad pointers: its handler has to stay. */
static void *blocks(void *unused) {
    (void)unused;
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, 0);
    open("/etc/nothing-there", O_WRONLY);
    for (int i = 0; i < 50; i++) {
        check(access((char *)8, F_OK) == -1 && errno == EFAULT, "low pointer");
    }
    sigset_t now;
    pthread_sigmask(SIG_SETMASK, 0, &now);
    check(sigismember(&now, SIGSEGV), "blocked no more");
    return 0;
}

int main(void) {
    signal(SIGSEGV, handler);
    warm(50);
    pthread_t thread;
    pthread_create(&thread, 0, blocks, 0);
    pthread_join(thread, 0);
    blocks(0);
    struct sigaction action;
    sigaction(SIGSEGV, 0, &action);
    check(action.sa_handler == handler, "a handler that is gone");
    return done();
}
