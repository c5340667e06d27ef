// A tracer among the traced: it is told no, and goes on.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int refused = ptrace(PTRACE_TRACEME, 0, 0, 0) ? errno : 0;
    if (!refused) refused = -1;
    pid_t child = fork();
    if (child < 0) return 1;
    if (child == 0) for (;;) pause();
    int seize = ptrace(PTRACE_SEIZE, child, 0, 0) ? errno : 0;
    printf("%s, %s\n", refused < 0 ? "traced" : strerror(refused), strerror(seize));
    kill(child, 9);
    waitpid(child, 0, 0);
    return 0;
}
