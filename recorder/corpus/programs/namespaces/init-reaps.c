// Orphans of a PID namespace are adopted by its first process.
#include "../check.h"

int main(void) {
    need(unshare(CLONE_NEWPID) == 0, "no PID namespace");
    ends(child(
        int how;
        ends(child(child(while (getppid() != 1) usleep(1000); _exit(4)); _exit(2)));
        check(wait(&how) > 0);
        status("orphan", how)));
}
