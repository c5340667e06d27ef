// A handler of SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGTRAP sees the right code and address.
#include "../check.h"
#include <setjmp.h>

static sigjmp_buf back;
static void *page;
static void info(int signal, siginfo_t *i, void *context) {
    say("%s code %d at the page %d\n", sigabbrev_np(signal), i->si_code, i->si_addr == page);
    siglongjmp(back, 1);
}
int main(void) {
    for (int s = 1; s < 32; s++) if (s == SIGSEGV || s == SIGBUS || s == SIGFPE || s == SIGILL || s == SIGTRAP) on_info(s, info, 0);
    page = mmap(0, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (!sigsetjmp(back, 1)) *(volatile char *)page = 1;
    munmap(page, 4096);
    if (!sigsetjmp(back, 1)) *(volatile char *)page = 1;
    int fd = open("f", O_RDWR | O_CREAT, 0600);
    page = mmap(0, 4096, PROT_READ, MAP_SHARED, fd, 0);
    if (!sigsetjmp(back, 1)) say("%d\n", *(volatile char *)page);
    volatile int zero = 0;
    if (!sigsetjmp(back, 1)) say("%d\n", 1 / zero);
    if (!sigsetjmp(back, 1)) __asm__ volatile("ud2");
    if (!sigsetjmp(back, 1)) __asm__ volatile("int3");
}
