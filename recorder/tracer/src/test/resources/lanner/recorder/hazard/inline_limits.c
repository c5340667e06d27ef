#include "inline.h"
#include <sys/resource.h>

/* How much memory a process has, in KB, as its limits count it. */
static long size(const char *name) {
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    long kb = -1;
    while (fgets(line, sizeof line, status)) {
        if (strncmp(line, name, strlen(name)) == 0) {
            sscanf(line + strlen(name), "%ld", &kb);
        }
    }
    fclose(status);
    return kb;
}

static long mapped(int flags) {
    long pages = 0;
    while (mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0) != MAP_FAILED) {
        pages++;
    }
    return pages;
}

/* Bounds its memory, or has all of it locked, once it is prepared: what fits then must be what fits without us. */
int main(int argc, char **argv) {
    (void)argc;
    static struct rlimit limit;
    if (argv[1][0] == 'f') {
        check(mlockall(MCL_FUTURE) == 0, "mlockall");
    }
    /* What stdio takes is taken before. */
    size("VmSize:");
    static char buffer[4096];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    long own = size("VmSize:"), data = size("VmData:");
    warm(50);
    switch (argv[1][0]) {
    case 'a':
        limit = (struct rlimit){(own + 400) << 10, (own + 400) << 10};
        check(setrlimit(RLIMIT_AS, &limit) == 0, "setrlimit");
        printf("%ld pages left\n", mapped(0));
        break;
    case 'd':
        limit = (struct rlimit){(data + 400) << 10, (data + 400) << 10};
        check(setrlimit(RLIMIT_DATA, &limit) == 0, "setrlimit");
        printf("%ld pages left\n", mapped(0));
        break;
    case 'l':
        check(mlockall(MCL_CURRENT | MCL_FUTURE) == 0, "mlockall");
        printf("%d locked\n", size("VmLck:") <= own);
        break;
    case 'c': {
        pid_t pid = vfork();
        if (pid == 0) {
            limit = (struct rlimit){own << 11, own << 11};
            _exit(setrlimit(RLIMIT_AS, &limit) == 0 ? 3 : 4);
        }
        int status;
        waitpid(pid, &status, 0);
        check(WIFEXITED(status) && WEXITSTATUS(status) == 3, "a child that limits itself");
        break;
    }
    case 'o': {
        /* Its own memory is where the recorder's was. */
        munmap((void *)CODE, END - CODE);
        int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
        char *mine = mmap((void *)CODE, END - CODE, PROT_READ | PROT_WRITE, flags, -1, 0);
        memset(mine, 7, END - CODE);
        limit = (struct rlimit){own << 12, own << 12};
        check(setrlimit(RLIMIT_AS, &limit) == 0, "setrlimit");
        check(mine[0] == 7 && mine[END - CODE - 1] == 7, "my memory");
        break;
    }
    case 'f': printf("%d locked\n", size("VmLck:") <= 400); break;
    }
    warm(50);
    return done();
}
