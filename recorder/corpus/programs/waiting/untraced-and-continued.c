// WUNTRACED and WCONTINUED report each stop and each continue of a child once.
#include "../check.h"

int main(void) {
    pid_t p = child(raise(SIGSTOP); raise(SIGTSTP); _exit(5));
    int how;
    show(waitpid(p, &how, WUNTRACED) == p); status("child", how);
    show(waitpid(p, &how, WUNTRACED | WNOHANG));
    kill(p, SIGCONT);
    show(waitpid(p, &how, WCONTINUED) == p); status("child", how);
    show(waitpid(p, &how, WUNTRACED) == p); status("child", how);
    kill(p, SIGCONT);
    show(waitpid(p, &how, 0) == p); status("child", how);
    show(waitpid(p, &how, 0));
}
