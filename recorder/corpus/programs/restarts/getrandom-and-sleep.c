// sleep returns what is left when a handler interrupts it, and alarm what was left of the one before.
#include "../check.h"

int main(void) {
    on(SIGALRM, tell, 0);
    show(alarm(100));
    show(alarm(1) == 100);
    unsigned left = sleep(5);
    check(left >= 3 && left <= 4);
    show(alarm(0));
}
