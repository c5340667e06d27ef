// The program itself dies of a bad pointer.
#include "../check.h"

int main(void) {
    say("before\n");
    *(volatile int *)8 = 1;
}
