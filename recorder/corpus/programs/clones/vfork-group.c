// Many threads vfork and exec at the same time.
#include "../check.h"

static void *run(void *n) {
    for (int i = 0; i < 5; i++) {
        pid_t p = vfork();
        if (p == 0) { execl("/bin/true", "true", (char *)0); _exit(1); }
        int how;
        if (waitpid(p, &how, 0) != p || how) say("wrong %x\n", how);
    }
    return 0;
}
int main(void) {
    pthread_t t[8];
    for (int i = 0; i < 8; i++) t[i] = thread(run, i);
    for (int i = 0; i < 8; i++) pthread_join(t[i], 0);
    say("done\n");
}
