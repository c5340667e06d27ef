// SIGTRAP that the program sends itself, by raise, kill and int3, reaches its handler each time.
#include "../check.h"

int main(void) {
    on(SIGTRAP, catch, 0);
    raise(SIGTRAP);
    kill(getpid(), SIGTRAP);
    __asm__ volatile("int3");
    sigqueue(getpid(), SIGTRAP, (union sigval){0});
    say("%d\n", caught);
}
