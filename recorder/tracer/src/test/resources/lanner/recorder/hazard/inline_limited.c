#include "inline.h"
#include <sys/resource.h>

/* The address space is as large as the program needs it, to the byte. */
int main(void) {
    struct rlimit limit = {1 << 28, 1 << 28};
    setrlimit(RLIMIT_AS, &limit);
    warm(50);
    long mapped = 0;
    while (mmap(0, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) {
        mapped++;
    }
    printf("%ld MB left\n", mapped);
    warm(50);
    return done();
}
