// SIGTRAP without a handler ends the program.
#include "../check.h"

int main(void) {
    ends(child(__asm__ volatile("int3")));
    ends(child(raise(SIGTRAP)));
    ends(child(signal(SIGTRAP, SIG_IGN); raise(SIGTRAP); _exit(5)));
    ends(child(signal(SIGTRAP, SIG_IGN); __asm__ volatile("int3"); _exit(5)));
    ends(child(block(SIGTRAP); raise(SIGTRAP); _exit(6)));
    ends(child(block(SIGTRAP); __asm__ volatile("int3"); _exit(6)));
}
