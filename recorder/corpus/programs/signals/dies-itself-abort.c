// The program itself calls abort.
#include "../check.h"

int main(void) {
    say("before\n");
    abort();
}
