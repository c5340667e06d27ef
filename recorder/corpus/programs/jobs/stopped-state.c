// /proc says T of a stopped process.
// differs: a traced process that is stopped is in state t
#include "../check.h"

int main(void) {
    pid_t p = child(raise(SIGSTOP));
    waitpid(p, 0, WUNTRACED);
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%d/stat", p);
    line[read(open(path, O_RDONLY), line, sizeof line - 1)] = 0;
    say("%c\n", strrchr(line, ')')[2]);
    kill(p, SIGKILL);
    ends(p);
}
