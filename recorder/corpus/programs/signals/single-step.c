// The trap flag makes the processor trap after each instruction, and the handler counts them.
#include "../check.h"

static void count(int signal, siginfo_t *i, void *context) { caught++; if (i->si_code != TRAP_TRACE) say("code %d\n", i->si_code); }
int main(void) {
    on_info(SIGTRAP, count, 0);
    __asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq; nop; nop; nop; pushfq; andq $~0x100, (%%rsp); popfq" ::: "cc", "memory");
    check(caught >= 4 && caught < 12);
}
