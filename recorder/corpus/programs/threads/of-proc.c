// /proc/self/task lists every thread, and /proc/thread-self is the caller's.
#include "../check.h"
#include <dirent.h>

static int count(void) {
    DIR *d = opendir("/proc/self/task");
    int n = 0;
    for (struct dirent *e; (e = readdir(d));) n += e->d_name[0] != '.';
    closedir(d);
    return n;
}
static pthread_barrier_t b;
static void *run(void *x) {
    char link[64] = {0}, own[64];
    readlink("/proc/thread-self", link, 63);
    snprintf(own, sizeof own, "%d/task/%d", getpid(), gettid());
    if (strcmp(link, own)) say("%s is not %s\n", link, own);
    pthread_barrier_wait(&b);
    pthread_barrier_wait(&b);
    return 0;
}
int main(void) {
    pthread_barrier_init(&b, 0, 9);
    pthread_t t[8];
    for (int i = 0; i < 8; i++) t[i] = thread(run, i);
    pthread_barrier_wait(&b);
    show(count());
    pthread_barrier_wait(&b);
    for (int i = 0; i < 8; i++) pthread_join(t[i], 0);
    for (int i = 0; i < 1000 && count() != 1; i++) usleep(1000);
    show(count());
}
