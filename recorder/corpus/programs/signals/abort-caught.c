// abort kills even with a handler that returns, and leaves through a handler that jumps.
#include "../check.h"
#include <setjmp.h>

static sigjmp_buf back;
static void jump(int signal) { siglongjmp(back, 1); }
int main(void) {
    ends(child(on(SIGABRT, tell, 0); abort()));
    ends(child(signal(SIGABRT, SIG_IGN); abort()));
    on(SIGABRT, jump, 0);
    if (!sigsetjmp(back, 1)) abort();
    say("back\n");
}
