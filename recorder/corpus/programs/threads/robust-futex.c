// A robust mutex whose owner dies is told to the next: EOWNERDEAD, in a thread and in another process.
#include "../check.h"

static pthread_mutex_t *m;
static void *dies(void *n) { pthread_mutex_lock(m); return 0; }
int main(void) {
    m = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(m, &a);
    pthread_join(thread(dies, 0), 0);
    say("%s\n", error(pthread_mutex_lock(m)));
    say("%d %d\n", pthread_mutex_consistent(m), pthread_mutex_unlock(m));
    ends(child(pthread_mutex_lock(m); raise(SIGKILL)));
    say("%s\n", error(pthread_mutex_lock(m)));
    pthread_mutex_unlock(m);
    say("%s\n", error(pthread_mutex_lock(m)));
}
