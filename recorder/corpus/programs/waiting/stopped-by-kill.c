// A stopped child that is killed ends with SIGKILL and is never seen continued.
#include "../check.h"

int main(void) {
    pid_t p = child(for (;;) pause());
    kill(p, SIGSTOP);
    int how;
    show(waitpid(p, &how, WUNTRACED) == p); status("child", how);
    kill(p, SIGTERM);
    show(waitpid(p, &how, WNOHANG | WUNTRACED));
    kill(p, SIGKILL);
    show(waitpid(p, &how, WUNTRACED | WCONTINUED) == p); status("child", how);
}
