// The parent of a vfork goes on only after the child has ended or executed, and sees what the child wrote to its memory.
#include "../check.h"

int main(void) {
    volatile int x = 0;
    pid_t p = vfork();
    if (p == 0) { x = 5; usleep(20000); _exit(3); }
    show(x);
    ends(p);
    p = vfork();
    if (p == 0) { x = 6; execl("/bin/sh", "sh", "-c", "exit 4", (char *)0); _exit(1); }
    show(x);
    ends(p);
    p = vfork();
    if (p == 0) { x = 7; kill(getpid(), SIGKILL); }
    show(x);
    ends(p);
}
