// The limits of address space, of the heap and of locked memory are kept.
#include "../check.h"

int main(void) {
    struct rlimit l = {200 << 20, 200 << 20}, none = {0, 0};
    ends(child(setrlimit(RLIMIT_AS, &l); say("%s\n", malloc(300 << 20) ? "memory" : error(errno)); check(malloc(20 << 20) != 0)));
    ends(child(setrlimit(RLIMIT_DATA, &none); void *b = sbrk(0); check(brk((char *)b + (64 << 20)) < 0)));
    ends(child(if (getuid() == 0 && setresuid(65534, 65534, 65534)) _exit(1); setrlimit(RLIMIT_MEMLOCK, &none); show(mlock(&l, 8)); show(mlockall(MCL_FUTURE))));
    ends(child(void *b = sbrk(0); check(sbrk(4096) == b); check(sbrk(-4096) == (char *)b + 4096)));
}
