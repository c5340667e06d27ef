// Four threads make two thousand short threads, all joined.
#include "../check.h"

static void *nothing(void *n) { return n; }
static void *maker(void *n) {
    long sum = 0;
    for (long i = 0; i < 500; i++) { void *r; pthread_t t = thread(nothing, i); pthread_join(t, &r); sum += (long)r; }
    return (void *)sum;
}
int main(void) {
    pthread_t m[4];
    long sum = 0;
    for (int i = 0; i < 4; i++) m[i] = thread(maker, 0);
    for (int i = 0; i < 4; i++) { void *r; pthread_join(m[i], &r); sum += (long)r; }
    show(sum);
}
