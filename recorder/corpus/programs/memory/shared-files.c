// A mapping of a file and the file are one: writes are seen both ways, and by a child.
#include "../check.h"

int main(void) {
    int fd = open("f", O_CREAT | O_RDWR, 0600);
    ftruncate(fd, 8192);
    char *m = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), room[8] = {0};
    strcpy(m + 4096, "mapped");
    pread(fd, room, 6, 4096);
    say("%s\n", room);
    ends(child(strcpy(m, "child")));
    say("%s\n", m);
    pwrite(fd, "file", 5, 0);
    say("%s\n", m);
    show(ftruncate(fd, 4096));
    ends(child(m[4096] = 1));
}
