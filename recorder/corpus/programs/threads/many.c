// Five hundred threads live at once, each with an id of its own.
#include "../check.h"

static pthread_barrier_t all;
static int ids[500];
static void *run(void *n) { ids[(long)n] = gettid(); pthread_barrier_wait(&all); return n; }
static int order(const void *a, const void *b) { return *(int *)a - *(int *)b; }
int main(void) {
    pthread_t t[500];
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    pthread_barrier_init(&all, 0, 501);
    for (long i = 0; i < 500; i++) if (pthread_create(&t[i], &small, run, (void *)i)) skip("no 500 threads");
    pthread_barrier_wait(&all);
    long sum = 0;
    for (int i = 0; i < 500; i++) { void *r; pthread_join(t[i], &r); sum += (long)r; }
    qsort(ids, 500, sizeof *ids, order);
    int same = 0;
    for (int i = 1; i < 500; i++) same += ids[i] == ids[i - 1];
    say("%ld %d\n", sum, same);
}
