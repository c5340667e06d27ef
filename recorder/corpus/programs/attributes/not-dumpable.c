// A process that is not dumpable works on: it opens, forks, executes.
#include "../check.h"

int main(void) {
    show(prctl(PR_SET_DUMPABLE, 0));
    int fd = open("f", O_CREAT | O_RDWR, 0600);
    show(write(fd, "x", 1));
    ends(child(show(prctl(PR_GET_DUMPABLE)); execl("/bin/sh", "sh", "-c", "exit 3", (char *)0)));
    ends(child(*(volatile int *)8 = 1));
}
