// A stop stops all threads of a process, and a continue lets them all go on.
#include "../check.h"

static volatile long counts[4];
static void *run(void *n) { for (;;) { counts[(long)n]++; usleep(500); } }
int main(void) {
    long *shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t p = child(for (int i = 0; i < 4; i++) thread(run, i); for (;;) { shared[0] = counts[0] + counts[1] + counts[2] + counts[3]; usleep(500); });
    while (shared[0] < 20) usleep(1000);
    kill(p, SIGSTOP);
    int how;
    waitpid(p, &how, WUNTRACED); status("child", how);
    long before = shared[0];
    nap(100);
    check(shared[0] == before);
    kill(p, SIGCONT);
    while (shared[0] < before + 20) usleep(1000);
    say("goes on\n");
    kill(p, SIGTERM);
    ends(p);
}
