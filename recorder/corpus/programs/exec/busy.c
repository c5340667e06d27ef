// A running program cannot be opened for writing, and one open for writing cannot run.
#include "../check.h"

int main(void) {
    int self = open("/proc/self/exe", O_RDONLY), fd = open("copy", O_CREAT | O_RDWR, 0755);
    char room[65536];
    ssize_t k;
    while ((k = read(self, room, sizeof room)) > 0) write(fd, room, k);
    ends(child(execl("./copy", "x", (char *)0); say("%s\n", error(errno)); _exit(1)));
    show(open("/proc/self/exe", O_WRONLY));
    show(truncate("/proc/self/exe", 0));
}
