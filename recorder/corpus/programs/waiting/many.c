// Three hundred children at once are all waited for, each with its own status.
#include "../check.h"

int main(void) {
    int sum = 0, n = 0, how;
    for (int i = 0; i < 300; i++) child(_exit(i % 100));
    while (wait(&how) > 0) { sum += WEXITSTATUS(how); n++; }
    say("%d children, sum %d, %s\n", n, sum, error(errno));
}
