// PTRACE_TRACEME: a child is traced by its parent, stops at its exec and at signals.
// differs: the recorder traces it already
#include "../check.h"
#include <sys/ptrace.h>

int main(void) {
    int how;
    pid_t p = child(show(ptrace(PTRACE_TRACEME, 0, 0, 0)); execl("/bin/true", "true", (char *)0));
    waitpid(p, &how, 0); status("child", how);
    if (WIFSTOPPED(how)) { ptrace(PTRACE_CONT, p, 0, 0); ends(p); }
}
