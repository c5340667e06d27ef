// A process group that becomes orphaned with a stopped member gets SIGHUP and SIGCONT.
#include "../check.h"

int main(void) {
    int p[2];
    char c;
    pipe(p);
    ends(child(
        setsid();
        pid_t j = child(setpgid(0, 0); on(SIGHUP, catch, 0); raise(SIGSTOP); nap(20); c = caught ? 'h' : 'n'; write(p[1], &c, 1));
        setpgid(j, j);
        waitpid(j, 0, WUNTRACED);
        _exit(2)));
    show(read(p[0], &c, 1));
    say("%c\n", c);
}
