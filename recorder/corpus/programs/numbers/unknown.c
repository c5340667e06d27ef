// A call with a number that no kernel has gives ENOSYS.
#include "../check.h"

int main(void) {
    show(syscall(9999));
    show(syscall(1000000));
    show(syscall(2147483647));
    show(syscall(500));
    show(syscall(0x40000000 + 5000));
    show(syscall(0x7fffffff));
    show(syscall(0xffffffffL));
    show(syscall(0x100000000L));
    show(syscall(400));
}
