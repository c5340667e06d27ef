// A 32-bit program: what it opens, what it makes, and how it ends.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[64];
    int fd = open("/etc/hostname", O_RDONLY);
    int length = pread(fd, text, sizeof text, 0);
    int made = open("/tmp/narrow-made", O_RDWR | O_CREAT | O_NOFOLLOW, 0640);
    int sock = socket(AF_UNIX, SOCK_STREAM, 0);
    int child = fork();
    if (child == 0) {
        execl("/bin/true", "true", "of 32 bits", (char *)0);
        _exit(9);
    }
    int status = 9;
    waitpid(child, &status, 0);
    printf("%d %d %d %d %d\n", fd > 0, length > 0, made > 0, sock > 0, status);
    return 5;
}
