#include "inline.h"

/* Has memory of its own where ours would be, before it is prepared. */
int main(void) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    int *mine = mmap((void *)CODE, 65536, PROT_READ | PROT_WRITE, flags, -1, 0);
    *mine = 4711;
    warm(100);
    check(*mine == 4711, "my memory");
    return done();
}
