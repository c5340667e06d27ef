// SIGTSTP, SIGTTIN and SIGTTOU do not stop a member of an orphaned group, SIGSTOP does.
#include "../check.h"

int main(void) {
    pid_t s = child(setsid(); raise(SIGTSTP); raise(SIGTTIN); raise(SIGTTOU); say("not stopped\n"); raise(SIGSTOP); _exit(3));
    int how;
    waitpid(s, &how, WUNTRACED); status("child", how);
    kill(s, SIGCONT);
    ends(s);
}
