// An eventfd counts, blocks, and works as a semaphore between threads.
#include "../check.h"
#include <sys/eventfd.h>

static int e;
static void *gives(void *n) { for (int i = 0; i < 5; i++) { uint64_t one = 1; nap(5); write(e, &one, 8); } return 0; }
int main(void) {
    e = eventfd(0, EFD_SEMAPHORE);
    pthread_t t = thread(gives, 0);
    uint64_t n, sum = 0;
    for (int i = 0; i < 5; i++) { read(e, &n, 8); sum += n; }
    pthread_join(t, 0);
    show(sum);
    int f = eventfd(3, EFD_NONBLOCK);
    show(read(f, &n, 8));
    show(n);
    show(read(f, &n, 8));
    n = -1;
    show(write(f, &n, 8));
    show(read(f, &n, 4));
}
