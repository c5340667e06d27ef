// Descriptors that close on exec are closed, others stay, and offsets are shared.
#include "../check.h"

int main(int n, char **a) {
    if (n > 1) {
        char c;
        show(fcntl(40, F_GETFD));
        show(fcntl(41, F_GETFD));
        show(fcntl(42, F_GETFD));
        show(lseek(40, 0, SEEK_CUR));
        return 0;
    }
    int fd = open("/etc/passwd", O_RDONLY);
    char room[5];
    dup3(fd, 41, O_CLOEXEC);
    dup2(fd, 40);
    dup2(fd, 42);
    fcntl(42, F_SETFD, FD_CLOEXEC);
    read(fd, room, 5);
    execl("/proc/self/exe", "x", "again", (char *)0);
}
