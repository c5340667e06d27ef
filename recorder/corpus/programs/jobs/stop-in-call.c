// A process stopped in the middle of a call goes on with it.
#include "../check.h"

int main(void) {
    int p[2];
    char c;
    pipe(p);
    pid_t r = child(show(read(p[0], &c, 1)));
    for (int i = 0; i < 5; i++) {
        reaches(r, "S");
        kill(r, SIGSTOP);
        waitpid(r, 0, WUNTRACED);
        kill(r, SIGCONT);
    }
    write(p[1], "x", 1);
    ends(r);
}
