// A parent seizes, interrupts and lets go its child.
// differs: the recorder traces it already
#include "../check.h"
#include <sys/ptrace.h>

int main(void) {
    int how;
    pid_t p = child(for (;;) pause());
    show(ptrace(PTRACE_SEIZE, p, 0, 0));
    show(ptrace(PTRACE_INTERRUPT, p, 0, 0));
    if (waitpid(p, &how, WNOHANG) > 0) say("stopped\n");
    kill(p, SIGKILL);
    ends(p);
}
