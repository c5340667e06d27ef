// dup, dup2, dup3 and F_DUPFD give the lowest numbers, share offsets and differ in flags.
#include "../check.h"

int main(void) {
    int fd = open("f", O_CREAT | O_RDWR, 0600);
    show(dup(fd) - fd);
    show(dup2(fd, 100));
    show(dup2(fd, fd) == fd);
    show(dup3(fd, fd, 0));
    show(dup3(fd, 101, O_CLOEXEC));
    show(fcntl(101, F_GETFD));
    show(fcntl(fd, F_DUPFD, 200));
    show(fcntl(fd, F_DUPFD_CLOEXEC, 200));
    write(100, "abc", 3);
    show(lseek(200, 0, SEEK_CUR));
    show(dup2(-1, 5));
    show(dup2(fd, 1 << 30));
    show(syscall(SYS_close_range, 100, 150, 0));
    show(fcntl(101, F_GETFD));
    show(close(101));
    show(syscall(SYS_close_range, 200, 150, 0));
}
