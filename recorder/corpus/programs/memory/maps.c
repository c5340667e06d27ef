// Memory that is mapped, moved, protected and unmapped behaves, and /proc/self/maps shows nothing of a tracer.
#include "../check.h"

int main(void) {
    char *a = mmap(0, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    strcpy(a, "kept");
    char *b = mremap(a, 3 * 4096, 8 * 4096, MREMAP_MAYMOVE);
    say("%s\n", b);
    show(mprotect(b, 4096, PROT_READ));
    ends(child(*b = 1));
    show(madvise(b, 4096, MADV_DONTNEED));
    say("%d\n", *b);
    show(munmap(b, 8 * 4096));
    show(msync(b, 4096, MS_SYNC));
    show(mmap((void *)4097, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
    show(mmap(0, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    show(mmap(0, 4096, PROT_READ, MAP_PRIVATE, 99, 0));
    char line[512];
    int lines = 0, unnamed = 0;
    FILE *f = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof line, f)) { lines++; if (strstr(line, "r-xp 00000000 00:00 0") && !strchr(line, '[')) unnamed++; }
    say("%d\n", unnamed);
}
