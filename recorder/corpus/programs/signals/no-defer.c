// With SA_NODEFER a handler is entered again while it runs.
#include "../check.h"

static int depth;
static void deeper(int signal) {
    say("in %d\n", ++depth);
    if (depth < 4) raise(signal);
    say("out %d\n", depth--);
}
int main(void) {
    on(SIGUSR1, deeper, SA_NODEFER);
    raise(SIGUSR1);
}
