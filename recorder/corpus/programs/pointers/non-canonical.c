// Addresses that no process has, those of the kernel included, give EFAULT.
#include "../check.h"

int main(void) {
    char *bad[] = {(char *)-1, (char *)0x8000000000000000, (char *)0xffff800000000000, (char *)0x800000000000, (char *)0x7fffffffffff, (char *)1};
    for (int i = 0; i < 6; i++) {
        errno = 0;
        say("%d %s\n", open(bad[i], O_RDONLY), error(errno));
        errno = 0;
        say("%d %s\n", execve(bad[i], 0, 0), error(errno));
        errno = 0;
        say("%d %s\n", write(1, bad[i], 10), error(errno));
        errno = 0;
        say("%d %s\n", bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)bad[i], 100), error(errno));
    }
}
