// CLONE_UNTRACED changes nothing that a program sees.
#include "../check.h"

int main(void) {
    pid_t p = syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
    if (p == 0) { int fd = open("f", O_CREAT | O_RDWR, 0600); _exit(fd >= 0 && access("f", F_OK) == 0 ? 3 : 4); }
    ends(p);
}
