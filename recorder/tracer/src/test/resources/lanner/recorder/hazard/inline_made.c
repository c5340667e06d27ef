#include "inline.h"

typedef long call(const char *path, long mode);

/* Code that the program makes itself, may write, and reads again; then a file with other code at the same place. */
int main(void) {
    warm(50);
#ifdef PADDED
    /* push 21; pop rax; syscall; ret; a long nop */
    unsigned char access_code[] = {0x6A, SYS_access, 0x58, 0x0F, 0x05, 0xC3, 0x66, 0x2E, 0x0F, 0x1F, 0x84, 0, 0, 0, 0, 0};
    unsigned char other_code[] = {0x6A, SYS_stat, 0x58, 0x0F, 0x05, 0xC3, 0x66, 0x2E, 0x0F, 0x1F, 0x84, 0, 0, 0, 0, 0};
#else
    unsigned char access_code[] = {0xB8, SYS_access, 0, 0, 0, 0x0F, 0x05, 0xC3};
    unsigned char other_code[] = {0xB8, SYS_stat, 0, 0, 0, 0x0F, 0x05, 0xC3};
#endif
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    unsigned char *made = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, flags, -1, 0);
    for (int i = 0; i < 60; i++) {
        memcpy(made, access_code, sizeof access_code);
        check(((call *)made)("/etc/passwd", 0) == 0, "made code");
        check(memcmp(made, access_code, sizeof access_code) == 0, "made code is as it was made");
    }
    struct stat status;
    unsigned char page[4096];
    void *place = 0;
    for (int round = 0; round < 10; round++) {
        memset(page, 0xC3, sizeof page);
        memcpy(page, round % 2 ? other_code : access_code, sizeof access_code);
        int fd = open("code", O_RDWR | O_CREAT | O_TRUNC, 0700);
        check(write(fd, page, sizeof page) == sizeof page, "write");
        int fixed = place ? MAP_FIXED : 0;
        unsigned char *file = mmap(place, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | fixed, fd, 0);
        place = file;
        close(fd);
        for (int i = 0; i < 30; i++) {
            long mode = round % 2 ? (long)&status : 0;
            check(((call *)file)("/etc/passwd", mode) == 0, "code of a file");
        }
        munmap(file, 4096);
    }
    return done();
}
