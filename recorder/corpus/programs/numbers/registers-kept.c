// A call keeps every register but rax, rcx and r11.
#include "../check.h"

int main(void) {
    long b = 11, d = 12, s = 13, di = 14, ok;
    register long r8 __asm__("r8") = 15, r9 __asm__("r9") = 16, r10 __asm__("r10") = 17, r12 __asm__("r12") = 18, r13 __asm__("r13") = 19, r14 __asm__("r14") = 20, r15 __asm__("r15") = 21;
    long a = -1;
    for (int i = 0; i < 2; i++) {
        a = i ? SYS_getppid : 9999;
        __asm__ volatile("syscall" : "+a"(a), "+b"(b), "+d"(d), "+S"(s), "+D"(di), "+r"(r8), "+r"(r9), "+r"(r10), "+r"(r12), "+r"(r13), "+r"(r14), "+r"(r15) :: "rcx", "r11", "memory");
        ok = b == 11 && d == 12 && s == 13 && di == 14 && r8 == 15 && r9 == 16 && r10 == 17 && r12 == 18 && r13 == 19 && r14 == 20 && r15 == 21;
        say("%ld\n", ok);
    }
}
