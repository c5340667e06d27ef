// A handler runs on the alternate stack after the ordinary one has overflowed.
#include "../check.h"

static char stack[65536];
static void handler(int signal) {
    char here;
    stack_t old;
    sigaltstack(0, &old);
    say("on the alternate stack %d flag %d\n", &here > stack && &here < stack + sizeof stack, old.ss_flags == SS_ONSTACK);
    _exit(4);
}
static int deeper(volatile int n) { volatile char room[4096]; room[n % 4096] = n; return n < 0 ? 0 : deeper(n + 1) + room[0]; }
int main(void) {
    stack_t s = {.ss_sp = stack, .ss_size = sizeof stack};
    show(sigaltstack(&s, 0));
    on(SIGSEGV, handler, SA_ONSTACK);
    struct rlimit small = {1 << 20, 1 << 20};
    setrlimit(RLIMIT_STACK, &small);
    return deeper(0);
}
