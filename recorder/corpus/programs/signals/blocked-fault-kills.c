// A fault whose signal is blocked or ignored kills the process all the same.
#include "../check.h"

int main(void) {
    ends(child(block(SIGSEGV); *(volatile int *)8 = 1; _exit(1)));
    ends(child(signal(SIGSEGV, SIG_IGN); *(volatile int *)8 = 1; _exit(1)));
    ends(child(block(SIGILL); __asm__ volatile("ud2"); _exit(1)));
}
