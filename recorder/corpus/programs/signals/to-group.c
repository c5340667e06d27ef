// A signal to a process group reaches all its members and nobody else.
#include "../check.h"

int main(void) {
    pid_t a = child(pause());
    setpgid(a, a);
    pid_t b = child(pause());
    show(setpgid(b, a) == 0);
    pid_t c = child(nap(100); _exit(1));
    show(kill(-a, SIGTERM));
    ends(a);
    ends(b);
    ends(c);
}
