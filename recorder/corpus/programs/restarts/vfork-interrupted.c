// A signal to a parent that waits in vfork is handled after the child's exec, not lost.
#include "../check.h"

int main(void) {
    on(SIGUSR1, tell, 0);
    pid_t parent = getpid();
    pid_t p = vfork();
    if (p == 0) {
        kill(parent, SIGUSR1);
        usleep(30000);
        execl("/bin/sh", "sh", "-c", "exit 3", (char *)0);
        _exit(1);
    }
    ends(p);
}
