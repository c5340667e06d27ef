#include "inline.h"

/* Takes away, protects or overwrites what is at our addresses. */
int main(int argc, char **argv) {
    (void)argc;
    warm(50);
    char *code = (char *)CODE;
    switch (argv[1][0]) {
    case 'c': munmap(code, 4096); break;
    case 'r': munmap((void *)RING, END - RING); break;
    case 'p': mprotect((void *)RING, END - RING, PROT_READ); break;
    case 'x': mprotect(code, 4096, PROT_NONE); break;
    case 'm': {
        int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
        char *mine = mmap(code, END - CODE, PROT_READ | PROT_WRITE | PROT_EXEC, flags, -1, 0);
        check(mine == code, "mmap");
        memset(mine, 0xCC, END - CODE);
        break;
    }
    default: {
        int flags = MAP_PRIVATE | MAP_ANONYMOUS;
        char *mine = mmap(0, 65536, PROT_READ | PROT_WRITE | PROT_EXEC, flags, -1, 0);
        memset(mine, 0xCC, 65536);
        check(mremap(mine, 65536, 65536, MREMAP_MAYMOVE | MREMAP_FIXED, code) == code, "mremap");
    }
    }
    warm(100);
    return done();
}
