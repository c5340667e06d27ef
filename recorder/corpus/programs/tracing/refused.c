// Requests of ptrace that cannot work are refused in the same way.
#include "../check.h"
#include <sys/ptrace.h>

int main(void) {
    show(ptrace(PTRACE_ATTACH, getpid(), 0, 0));
    show(ptrace(PTRACE_CONT, getppid(), 0, 0));
    show(ptrace(PTRACE_PEEKDATA, 2147483647, 0, 0));
    show(ptrace(PTRACE_DETACH, getpid(), 0, 0));
    show(ptrace(PTRACE_SEIZE, 2147483647, 0, 0));
    show(ptrace(9999, getpid(), 0, 0));
}
