// The signals of children that end one after the other come in that order, and each child can be waited for in it.
#include "../check.h"

static pid_t children[8];
static int order[8], seen;

static void ended(int signal, siginfo_t *info, void *context) {
    for (int i = 0; i < 8; i++)
        if (children[i] == info->si_pid) order[seen++] = i;
    (void)signal, (void)context;
}

int main(void) {
    int go[8][2];
    // A signal that is queued for each child.
    on_info(SIGRTMIN, ended, SA_RESTART);
    for (int i = 0; i < 8; i++) {
        pipe(go[i]);
        children[i] = syscall(SYS_clone, SIGRTMIN, 0, 0, 0, 0);
        if (children[i] == 0) {
            char c;
            read(go[i][0], &c, 1);
            _exit(i);
        }
    }
    block(SIGRTMIN);
    for (int i = 7; i >= 0; i--) {
        write(go[i][1], "", 1);
        siginfo_t info;
        if (i % 2) {
            // Left behind as a zombie until all have ended.
            show(waitid(P_PID, children[i], &info, WEXITED | WNOWAIT | __WALL));
        } else {
            ends(children[i]);
        }
    }
    unblock(SIGRTMIN);
    for (int i = 0; i < seen; i++) say("signal of %d\n", order[i]);
    for (int i = 0; i < 8; i += 1)
        if (i % 2) ends(children[i]);
    show(waitpid(-1, 0, __WALL));
}
