// A process reads and writes its own memory by /proc/self/mem, that without rights too.
#include "../check.h"

int main(void) {
    char *page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), room[8] = {0};
    strcpy(page, "before");
    mprotect(page, 4096, PROT_READ);
    int fd = open("/proc/self/mem", O_RDWR);
    show(pread(fd, room, 6, (uintptr_t)page));
    say("%s\n", room);
    show(pwrite(fd, "after!", 6, (uintptr_t)page) == 6 || errno == EIO);
    show(pread(fd, room, 6, 8));
}
