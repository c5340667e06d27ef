// All 256 exit codes are seen by the parent, and only their low eight bits.
#include "../check.h"

int main(void) {
    int right = 0, how;
    for (int i = 0; i < 256; i++) { pid_t p = child(_exit(i)); waitpid(p, &how, 0); right += WIFEXITED(how) && WEXITSTATUS(how) == i; }
    show(right);
    ends(child(_exit(256 + 7)));
    ends(child(_exit(-1)));
}
