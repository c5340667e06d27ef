/* What the programs of InlineHazardTest share: calls that can be recorded inside, and what each must answer. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CODE 0x70000000UL
#define RING 0x70010000UL
#define END 0x70210000UL

static int wrong;

/* So many times, or more where a long run is asked for. */
__attribute__((unused)) static int many(int times) {
    const char *factor = getenv("MANY");
    return times * (factor ? atoi(factor) : 1);
}

__attribute__((unused)) static void check(int holds, const char *what) {
    if (!holds) {
        wrong++;
        printf("wrong: %s, errno %d\n", what, errno);
    }
}

/* Asks a few questions, n times: enough of them and the process is prepared. */
__attribute__((unused)) static void warm(int n) {
    struct stat status;
    char text[4096];
    for (int i = 0; i < n; i++) {
        check(readlink("/proc/self/root", text, sizeof text) == 1 && text[0] == '/', "readlink");
        check(readlink("/etc/passwd", text, sizeof text) == -1 && errno == EINVAL, "readlink of no link");
        check(getcwd(text, sizeof text) == text && text[0] == '/', "getcwd");
        check(stat("/etc/passwd", &status) == 0 && S_ISREG(status.st_mode), "stat");
        check(access("/etc/nothing-there", F_OK) == -1 && errno == ENOENT, "access");
        int fd = open("/etc/passwd", O_RDONLY);
        check(fd >= 0, "open");
        check(fcntl(fd, F_GETFD) == 0, "fcntl");
        check(close(fd) == 0, "close");
        check(close(9999) == -1 && errno == EBADF, "close of nothing");
    }
}

__attribute__((unused)) static int done(void) {
    printf("%d wrong\n", wrong);
    return wrong != 0;
}
