// A personality stays over an exec: without randomisation two runs have the same addresses.
#include "../check.h"
#include <sys/personality.h>

int main(int n, char **a) {
    if (n > 1) { say("%p\n", (void *)&main); return 0; }
    need(personality(ADDR_NO_RANDOMIZE) >= 0, "no personality");
    say("%x\n", personality(0xffffffff));
    ends(child(execl("/proc/self/exe", "x", "again", (char *)0)));
    ends(child(execl("/proc/self/exe", "x", "again", (char *)0)));
}
