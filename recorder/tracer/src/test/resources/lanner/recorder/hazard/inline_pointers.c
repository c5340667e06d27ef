#include "inline.h"

int main(void) {
    struct stat status;
    char *page = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(page + 4096, 4096);
    char *end = page + 4096;
    char *longest = malloc(5001);
    memset(longest, 'x', 5000);
    longest[5000] = 0;
    warm(50);
    for (int i = 0; i < 200; i++) {
        check(access((char *)8, F_OK) == -1 && errno == EFAULT, "low pointer");
        check(access((char *)0x7000deadbeef0000, F_OK) == -1 && errno == EFAULT, "pointer that is none");
        check(syscall(SYS_stat, 0, &status) == -1 && errno == EFAULT, "null path");
        check(stat("/etc/passwd", (void *)16) == -1 && errno == EFAULT, "result that cannot be written");
        memcpy(end - 12, "/etc/passwd", 12);
        check(access(end - 12, F_OK) == 0, "path to the last byte of a page");
        memset(end - 6, 'a', 6);
        check(access(end - 6, F_OK) == -1 && errno == EFAULT, "path that runs into nothing");
        check(access(longest, F_OK) == -1 && errno == ENAMETOOLONG, "path too long");
        int fd = open("/etc/passwd", O_RDONLY);
        check(syscall(SYS_newfstatat, fd, "", &status, AT_EMPTY_PATH) == 0, "empty path");
        close(fd);
        for (int shift = 0; shift < 9; shift++) {
            char path[64];
            memset(path, 'x', sizeof path);
            strcpy(path + shift, "/etc/passwd");
            check(access(path + shift, F_OK) == 0, "path at any address");
        }
    }
    return done();
}
