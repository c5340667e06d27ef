#include "inline.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>

static sem_t go;

static void *work(void *unused) {
    (void)unused;
    warm(many(60));
    return 0;
}

/* Waits with the signals of faults blocked, too: its first question afterwards must not fault. */
static void *waits(void *blocked) {
    sigset_t set;
    sigfillset(&set);
    if (blocked) {
        pthread_sigmask(SIG_BLOCK, &set, 0);
    }
    while (sem_wait(&go)) {
    }
    warm(many(5));
    return 0;
}

static void handler(int signal) { (void)signal; }

/* Threads that wait in the kernel while another is prepared and its code patched, and ask their questions only then. */
int main(void) {
    pthread_t working, waiting, blocking;
    sem_init(&go, 0, 0);
    signal(SIGSEGV, handler);
    pthread_create(&waiting, 0, waits, 0);
    pthread_create(&blocking, 0, waits, &go);
    pthread_create(&working, 0, work, 0);
    pthread_join(working, 0);
    sem_post(&go);
    sem_post(&go);
    pthread_join(waiting, 0);
    pthread_join(blocking, 0);
    warm(30);
    struct sigaction now;
    check(sigaction(SIGSEGV, 0, &now) == 0 && now.sa_handler == handler, "the handler is still there");
    return done();
}
