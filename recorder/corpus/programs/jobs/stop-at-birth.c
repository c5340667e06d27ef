// Children that are stopped while they are born go on when they are continued.
#include "../check.h"

int main(void) {
    int sum = 0, how;
    for (int i = 0; i < 60; i++) {
        pid_t p = child(if (i % 2) execl("/bin/true", "true", (char *)0); _exit(0));
        kill(p, SIGSTOP);
        if (i % 3 == 0) usleep(500);
        kill(p, SIGCONT);
        waitpid(p, &how, 0);
        sum += WIFEXITED(how) && WEXITSTATUS(how) == 0;
    }
    show(sum);
}
