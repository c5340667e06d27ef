// A tree of forks, six deep and two wide, gives its sum.
#include "../check.h"

static int grow(int depth) {
    if (depth == 0) return 1;
    pid_t a = child(_exit(grow(depth - 1))), b = child(_exit(grow(depth - 1)));
    int x, y;
    waitpid(a, &x, 0);
    waitpid(b, &y, 0);
    return WEXITSTATUS(x) + WEXITSTATUS(y);
}
int main(void) { show(grow(6)); }
