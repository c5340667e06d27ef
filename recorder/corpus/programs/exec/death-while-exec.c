// A process that is killed while it executes ends with that signal.
#include "../check.h"

int main(void) {
    int odd = 0, how;
    for (int i = 0; i < 30; i++) {
        pid_t p = child(for (;;) { pid_t q = vfork(); if (q == 0) { execl("/bin/true", "true", (char *)0); _exit(1); } waitpid(q, 0, 0); });
        usleep(i * 300);
        kill(p, SIGKILL);
        waitpid(p, &how, 0);
        odd += !WIFSIGNALED(how) || WTERMSIG(how) != SIGKILL;
    }
    show(odd);
}
