// /proc says T of a stopped process and Z of a zombie.
#include "../check.h"

int main(void) {
    pid_t p = child(raise(SIGSTOP));
    waitpid(p, 0, WUNTRACED);
    check(reaches(p, "Tt"));
    kill(p, SIGCONT);
    check(reaches(p, "Z"));
    ends(p);
}
