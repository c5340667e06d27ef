// PR_SET_PDEATHSIG sends the signal when the parent thread ends.
#include "../check.h"

int main(void) {
    int p[2];
    char c = 0;
    pipe(p);
    ends(child(child(
        on(SIGUSR1, catch, 0);
        prctl(PR_SET_PDEATHSIG, SIGUSR1);
        int s;
        prctl(PR_GET_PDEATHSIG, &s);
        write(p[1], "r", 1);
        while (!caught) usleep(1000);
        c = s == SIGUSR1 ? 'd' : 'n';
        write(p[1], &c, 1));
        read(p[0], &c, 1)));
    show(read(p[0], &c, 1));
    say("%c\n", c);
}
