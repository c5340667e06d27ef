// The program's parent is alive and not itself.
#include "../check.h"

int main(void) {
    check(getppid() > 0 && getppid() != getpid());
    show(kill(getppid(), 0));
}
