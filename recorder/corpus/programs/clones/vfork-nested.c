// A child of a vfork may vfork itself.
#include "../check.h"

int main(void) {
    volatile int x = 0;
    if (vfork() == 0) {
        if (vfork() == 0) { x = x * 10 + 1; _exit(0); }
        x = x * 10 + 2;
        _exit(0);
    }
    show(x);
    while (wait(0) > 0) ;
}
