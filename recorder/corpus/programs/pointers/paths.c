// Calls that take a path answer EFAULT for bad pointers, and ENOENT and ENAMETOOLONG for odd ones.
#include "../check.h"

int main(void) {
    char *bad = (char *)8;
    struct stat s;
    show(open(bad, O_RDONLY));
    show(openat(AT_FDCWD, bad, O_RDONLY));
    show(stat(bad, &s));
    show(access(bad, F_OK));
    show(unlink(bad));
    show(rename(bad, "x"));
    show(rename("x", bad));
    show(mkdir(bad, 0700));
    show(symlink("x", bad));
    show(link(bad, "y"));
    show(readlink(bad, (char *)&s, 10));
    show(chdir(bad));
    show(chmod(bad, 0700));
    show(truncate(bad, 0));
    show(open("", O_RDONLY));
    show(unlink(""));
    char *edge = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(edge + 4096, 4096);
    memcpy(edge + 4096 - 12, "/etc/passwd", 12);
    check(open(edge + 4096 - 12, O_RDONLY) >= 0);
    memcpy(edge + 4096 - 11, "/etc/passwd", 11);
    errno = 0;
    say("%d %s\n", open(edge + 4096 - 11, O_RDONLY), error(errno));
    char much[5000];
    memset(much, 'x', 4999);
    much[4999] = 0;
    errno = 0;
    say("%d %s\n", open(much, O_RDONLY), error(errno));
    much[300] = 0;
    errno = 0;
    say("%d %s\n", open(much, O_RDONLY), error(errno));
}
