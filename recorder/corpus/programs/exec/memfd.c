// A program in a memfd is executed by execveat and by /proc/self/fd.
#include "../check.h"

int main(int n, char **a) {
    if (n > 1) { char link[256] = {0}; readlink("/proc/self/exe", link, 255); say("%s %s\n", a[1], link); return 7; }
    int fd = memfd_create("made here", MFD_CLOEXEC), self = open("/proc/self/exe", O_RDONLY);
    char room[65536];
    ssize_t k;
    while ((k = read(self, room, sizeof room)) > 0) write(fd, room, k);
    char *x[] = {"x", "by descriptor", 0}, *y[] = {"x", "by path", 0}, *e[] = {0};
    ends(child(execveat(fd, "", x, e, AT_EMPTY_PATH); say("%s\n", error(errno))));
    char path[64];
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    ends(child(execve(path, y, e); say("%s\n", error(errno))));
    int reader = open(path, O_RDONLY | O_CLOEXEC);
    close(fd);
    ends(child(execveat(reader, "", x, e, AT_EMPTY_PATH); say("%s\n", error(errno))));
}
