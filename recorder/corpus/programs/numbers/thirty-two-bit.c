// int 0x80 makes a 32-bit call with 32-bit numbers.
#include "../check.h"

static long call(long n, long a, long b, long c) {
    long r;
    __asm__ volatile("int $0x80" : "=a"(r) : "0"(n), "b"(a), "c"(b), "d"(c) : "memory", "r8", "r9", "r10", "r11");
    return r;
}
int main(void) {
    int how;
    pid_t p = child(_exit(call(20, 0, 0, 0) != getpid()));
    waitpid(p, &how, 0);
    need(WIFEXITED(how) && !WEXITSTATUS(how), "no 32-bit calls");
    char *low = mmap((void *)0x10000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    strcpy(low, "/etc/passwd");
    show(call(33, (long)low, 4, 0));
    long fd = call(5, (long)low, 0, 0);
    check(fd > 2);
    show(call(6, fd, 0, 0));
    show(call(9999, 0, 0, 0));
    show(call(-1, 0, 0, 0));
    p = call(2, 0, 0, 0);
    if (p == 0) call(1, 5, 0, 0);
    ends(p);
}
