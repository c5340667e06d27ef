// A process whose first thread ends first is waited for when its last thread has ended, and not before.
#include "../check.h"

static int go[2];

static void *last(void *unused) {
    char c;
    read(go[0], &c, 1);
    syscall(SYS_exit, 5);
    return unused;
}

int main(void) {
    block(SIGCHLD);
    int good = 0;
    for (int i = 0; i < 30; i++) {
        pipe(go);
        pid_t p = child(thread(last, 0); syscall(SYS_exit, 3));
        int zombie = reaches(p, "Z"), early = waitpid(p, 0, WNOHANG);
        sigset_t pending;
        sigpending(&pending);
        int told = sigismember(&pending, SIGCHLD);
        write(go[1], "", 1);
        sigset_t set = set_of(SIGCHLD);
        siginfo_t info;
        sigwaitinfo(&set, &info);
        int how, late = waitpid(p, &how, WNOHANG) == p;
        good += zombie && early == 0 && !told && late && WIFEXITED(how);
        close(go[0]);
        close(go[1]);
    }
    show(good);
}
