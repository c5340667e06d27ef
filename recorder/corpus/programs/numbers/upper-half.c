// The upper half of the number's register does not count.
#include "../check.h"

int main(void) {
    long r;
    __asm__ volatile("syscall" : "=a"(r) : "0"(0x1234567800000027L) : "rcx", "r11", "memory");
    check(r == getpid());
    __asm__ volatile("syscall" : "=a"(r) : "0"(0xffffffff00000027L) : "rcx", "r11", "memory");
    check(r == getpid());
}
