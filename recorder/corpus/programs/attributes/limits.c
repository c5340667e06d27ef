// Limits are those of the shell that started the program; setting, lowering and raising work.
#include "../check.h"

int main(void) {
    for (int i = 0; i < RLIM_NLIMITS; i++) { struct rlimit l; getrlimit(i, &l); say("%d: %ld %ld\n", i, (long)l.rlim_cur, (long)l.rlim_max); }
    struct rlimit a = {100, 200}, b = {300, 200};
    show(setrlimit(RLIMIT_NOFILE, &a));
    show(setrlimit(RLIMIT_NOFILE, &b));
    show(setrlimit(99, &a));
    show(prlimit(2147483647, RLIMIT_NOFILE, 0, &b));
    show(prlimit(0, RLIMIT_NOFILE, 0, &b));
    say("%ld %ld\n", (long)b.rlim_cur, (long)b.rlim_max);
}
