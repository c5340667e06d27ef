// setns by a pidfd and by /proc puts children into the namespaces of another process.
#include "../check.h"

int main(void) {
    need(unshare(CLONE_NEWPID | CLONE_NEWUTS) == 0, "no namespaces");
    sethostname("inner", 5);
    pid_t init = child(pause());
    ends(child(
        int fd = syscall(SYS_pidfd_open, init, 0);
        if (setns(fd, CLONE_NEWPID | CLONE_NEWUTS)) say("%s\n", error(errno));
        char name[64];
        gethostname(name, 64);
        ends(child(say("%d in %s\n", getpid(), name)))));
    char path[64];
    snprintf(path, 64, "/proc/%d/ns/pid", init);
    int fd = open(path, O_RDONLY);
    show(setns(fd, CLONE_NEWPID));
    show(setns(fd, CLONE_NEWNET));
    show(setns(-1, 0));
    kill(init, SIGKILL);
    ends(init);
}
