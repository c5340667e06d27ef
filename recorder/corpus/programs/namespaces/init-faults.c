// The first process of a PID namespace that faults, or traps, ends with that signal.
#include "../check.h"

int main(void) {
    for (int i = 0; i < 3; i++) {
        ends(child(
            if (unshare(CLONE_NEWPID)) _exit(77);
            ends(child(
                say("id %d\n", getpid());
                if (i == 0) *(volatile int *)8 = 1;
                if (i == 1) __asm__ volatile("ud2");
                if (i == 2) __asm__ volatile("int3");
                _exit(9)))));
    }
}
