// A call with x32's bit is answered as this kernel answers it.
#include "../check.h"

int main(void) {
    long r = syscall(0x40000000 + 39);
    check(r == getpid() || errno == ENOSYS);
    say("%s\n", r < 0 ? error(errno) : "x32");
    show(syscall(0x40000000 + 600));
    show(syscall(0x40000000 + 1) == 0 || errno);
}
