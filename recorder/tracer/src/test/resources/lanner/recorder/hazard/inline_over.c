#include "inline.h"

#define MOST 8

/* What is executable, private and no file's, but the kernel's own and the page at CODE. */
static unsigned long from[MOST], to[MOST];

static int find(void) {
    FILE *maps = fopen("/proc/self/maps", "r");
    int found = 0;
    char line[512];
    while (fgets(line, sizeof line, maps) && found < MOST) {
        char rights[8], name[256] = "";
        unsigned long start, end;
        int got = sscanf(line, "%lx-%lx %7s %*s %*s %*s %255s", &start, &end, rights, name);
        if (got == 3 && strcmp(rights, "r-xp") == 0 && start != CODE) {
            from[found] = start;
            to[found++] = end;
        }
    }
    fclose(maps);
    return found;
}

/* Does something to memory at addresses that it was not given, where trampolines may be. */
int main(int argc, char **argv) {
    (void)argc;
    warm(50);
    int found = find();
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    int rights = PROT_READ | PROT_WRITE | PROT_EXEC;
    for (int i = 0; i < found; i++) {
        char *at = (char *)from[i];
        unsigned long length = to[i] - from[i];
        switch (argv[1][0]) {
        case 'm':
            check(mmap(at, length, rights, flags | MAP_FIXED, -1, 0) == at, "mmap");
            memset(at, 0xCC, length);
            break;
        case 'b': {
            /* From far below, and far over it. */
            unsigned long below = 64 << 20;
            char *start = at - below;
            check(mmap(start, below + length, rights, flags | MAP_FIXED | MAP_NORESERVE, -1, 0) == start, "mmap of much");
            memset(at, 0xCC, length);
            break;
        }
        case 'r': {
            char *mine = mmap(0, length, rights, flags, -1, 0);
            memset(mine, 0xCC, length);
            check(mremap(mine, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, at) == at, "mremap");
            break;
        }
        case 'u': {
            munmap(at, length);
            /* Given again by the kernel, where it was asked for. */
            char *mine = mmap(at, length, rights, flags, -1, 0);
            memset(mine, 0xCC, length);
            break;
        }
        case 'a':
            mremap(at, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, mmap(0, length, PROT_NONE, flags, -1, 0));
            break;
        case 'd': madvise(at, length, MADV_DONTNEED); break;
        case 'p': mprotect(at, length, PROT_READ); break;
        case 'n': mprotect(at, length, PROT_NONE); break;
        }
    }
    if (argv[1][0] == 'c') {
        madvise((void *)CODE, 4096, MADV_DONTNEED);
    } else if (argv[1][0] == 'g') {
        madvise((void *)RING, END - RING, MADV_DONTNEED);
    }
    warm(50);
    return done();
}
