// A program executed with a stack limit and without libraries: /bin/sh under a small limit of stack.
#include "../check.h"

int main(void) {
    struct rlimit small = {256 << 10, 256 << 10};
    setrlimit(RLIMIT_STACK, &small);
    ends(child(execl("/bin/sh", "sh", "-c", "echo small; exit 2", (char *)0)));
}
