// setuid by the library reaches thirty threads that come and go.
#include "../check.h"

static volatile int stop;
static void *nothing(void *n) { return 0; }
static void *run(void *n) { while (!stop) pthread_join(thread(nothing, 0), 0); return 0; }
int main(void) {
    need(getuid() == 0, "not root");
    pthread_t t[6];
    for (int i = 0; i < 6; i++) t[i] = thread(run, 0);
    int right = 0;
    for (int i = 0; i < 30; i++) { setresuid(i, i, 0); right += geteuid() == i; setresuid(0, 0, 0); }
    stop = 1;
    for (int i = 0; i < 6; i++) pthread_join(t[i], 0);
    show(right);
}
