// A script is executed by a descriptor through /dev/fd, and not when the descriptor closes on exec.
#include "../check.h"

int main(void) {
    int fd = open("s", O_CREAT | O_RDWR, 0755);
    write(fd, "#!/bin/sh\nexit 6\n", 17);
    close(fd);
    char *a[] = {"s", 0}, *e[] = {0};
    fd = open("s", O_RDONLY);
    ends(child(execveat(fd, "", a, e, AT_EMPTY_PATH); say("%s\n", error(errno)); _exit(1)));
    int closing = open("s", O_RDONLY | O_CLOEXEC);
    ends(child(execveat(closing, "", a, e, AT_EMPTY_PATH); say("%s\n", error(errno)); _exit(1)));
    ends(child(fexecve(fd, a, e); _exit(1)));
}
