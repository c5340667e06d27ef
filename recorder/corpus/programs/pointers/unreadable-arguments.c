// Paths in memory without rights, and ones that another thread changes, give what the kernel gives.
#include "../check.h"

static char *shared;
static volatile int stop;
static void *changes(void *x) { for (int i = 0; !stop; i++) shared[5] = i & 1 ? 'p' : 'q'; return 0; }
int main(void) {
    char *none = mmap(0, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    show(open(none, O_RDONLY));
    char *only = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    strcpy(only, "/etc/passwd");
    mprotect(only, 4096, PROT_READ);
    check(open(only, O_RDONLY) > 2);
    mprotect(only, 4096, PROT_EXEC);
    int fd = open(only, O_RDONLY);
    check(fd > 2 || errno == EFAULT);
    shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    strcpy(shared, "/etc/passwd");
    pthread_t t = thread(changes, 0);
    int odd = 0;
    for (int i = 0; i < 500; i++) { int f = open(shared, O_RDONLY); odd += f < 0 && errno != ENOENT; if (f >= 0) close(f); }
    stop = 1;
    pthread_join(t, 0);
    show(odd);
}
