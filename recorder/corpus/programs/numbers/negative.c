// A call with a negative number gives ENOSYS.
#include "../check.h"

int main(void) {
    show(syscall(-1));
    show(syscall(-10));
    show(syscall(-2147483647 - 1));
    show(syscall(-1, 1, 2, 3, 4, 5, 6));
    say("goes on\n");
}
