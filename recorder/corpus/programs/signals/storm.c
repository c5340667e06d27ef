// Of a thousand signals sent one after the other each is handled before the next is sent.
#include "../check.h"

int main(void) {
    int in[2], out[2];
    if (pipe(in) || pipe(out)) return 1;
    on(SIGUSR1, catch, SA_RESTART);
    pid_t p = child(for (int i = 0; i < 1000; i++) { char c; kill(getppid(), SIGUSR1); write(in[1], "x", 1); if (read(out[0], &c, 1) != 1) break; });
    for (int i = 0; i < 1000; i++) { char c; if (read(in[0], &c, 1) != 1) break; write(out[1], "y", 1); }
    ends(p);
    show(caught);
}
