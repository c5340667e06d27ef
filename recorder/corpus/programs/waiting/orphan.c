// An orphan sees its parent change.
#include "../check.h"

int main(void) {
    int p[2];
    char c;
    pipe(p);
    ends(child(pid_t middle = getpid(); child(while (getppid() == middle) usleep(1000); write(p[1], "o", 1))));
    show(read(p[0], &c, 1));
}
