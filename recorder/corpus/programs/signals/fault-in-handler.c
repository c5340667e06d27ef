// A second fault inside the handler of the first kills, unless SA_NODEFER lets it in again.
#include "../check.h"

static void again(int signal) {
    if (++caught == 3) _exit(9);
    *(volatile int *)8 = 1;
}
int main(void) {
    ends(child(on(SIGSEGV, again, 0); *(volatile int *)8 = 1));
    ends(child(on(SIGSEGV, again, SA_NODEFER); *(volatile int *)8 = 1));
    ends(child(on(SIGSEGV, again, SA_RESETHAND | SA_NODEFER); *(volatile int *)8 = 1));
}
