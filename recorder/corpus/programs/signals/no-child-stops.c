// With SA_NOCLDSTOP a stopped or continued child sends no SIGCHLD, an ended one does.
#include "../check.h"

int main(void) {
    on(SIGCHLD, catch, SA_NOCLDSTOP);
    pid_t p = child(raise(SIGSTOP); raise(SIGSTOP); _exit(0));
    int how;
    for (int i = 0; i < 2; i++) {
        while (waitpid(p, &how, WUNTRACED) < 0 && errno == EINTR) ;
        status("child", how);
        kill(p, SIGCONT);
    }
    while (waitpid(p, &how, 0) < 0 && errno == EINTR) ;
    status("child", how);
    show(caught);
}
