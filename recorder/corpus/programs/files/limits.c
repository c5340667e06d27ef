// EMFILE at the limit of descriptors, SIGXFSZ and EFBIG at the limit of a file's size.
#include "../check.h"

int main(void) {
    struct rlimit l = {20, 20}, size = {1000, 1000};
    setrlimit(RLIMIT_NOFILE, &l);
    int n = 0;
    while (dup(1) >= 0) n++;
    say("%d %s\n", n, error(errno));
    int p[2];
    show(pipe(p));
    show(socket(AF_UNIX, SOCK_STREAM, 0));
    show(dup2(1, 20));
    close(10);
    setrlimit(RLIMIT_FSIZE, &size);
    int fd = open("f", O_CREAT | O_WRONLY, 0600);
    char room[2000] = {0};
    show(write(fd, room, 2000));
    ends(child(write(fd, room, 1)));
    signal(SIGXFSZ, SIG_IGN);
    show(write(fd, room, 1));
    show(ftruncate(fd, 2000));
}
