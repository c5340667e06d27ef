// A signal to a zombie is accepted and changes nothing.
#include "../check.h"

int main(void) {
    pid_t p = child(_exit(8));
    reaches(p, "Z");
    show(kill(p, SIGKILL));
    show(kill(p, SIGCONT));
    ends(p);
}
