// Each of a hundred processes forks the next and ends; the last one reports.
#include "../check.h"

int main(void) {
    int p[2];
    char c;
    pipe(p);
    for (int i = 0; i < 100; i++) {
        pid_t next = fork();
        if (i == 0 && next) { close(p[1]); show(read(p[0], &c, 1)); ends(next); return 0; }
        if (next) _exit(i == 99);
    }
    write(p[1], "x", 1);
}
