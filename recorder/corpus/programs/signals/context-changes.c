// What a handler changes in the saved registers is there when the program goes on.
#include "../check.h"
#include <ucontext.h>

static void skip_over(int signal, siginfo_t *i, void *context) {
    ucontext_t *u = context;
    u->uc_mcontext.gregs[REG_RIP] += 2;
    u->uc_mcontext.gregs[REG_RBX] = 77;
}
int main(void) {
    on_info(SIGILL, skip_over, 0);
    long b = 1;
    __asm__ volatile("ud2" : "+b"(b));
    show(b);
}
