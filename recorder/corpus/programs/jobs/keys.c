// Keys on a terminal: ^C interrupts, ^\ quits, ^D ends the input of the foreground job.
#include "../check.h"
#include <pty.h>

static void key(char key) {
    int master;
    pid_t p = forkpty(&master, 0, 0, 0);
    need(p >= 0, "no pty");
    if (p == 0) { struct rlimit none = {0}; setrlimit(RLIMIT_CORE, &none); char c; write(1, "r", 1); while (read(0, &c, 1) > 0) ; _exit(5); }
    char c;
    read(master, &c, 1);
    nap(20);
    write(master, &key, 1);
    ends(p);
    close(master);
}
int main(void) {
    key(3);
    key(28);
    key(4);
}
