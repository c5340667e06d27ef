// A thousand reads from a pipe under a timer's signals every 2 ms lose no byte.
#include "../check.h"

int main(void) {
    int p[2], sum = 0;
    pipe(p);
    on(SIGALRM, catch, SA_RESTART);
    struct itimerval t = {{0, 2000}, {0, 2000}};
    setitimer(ITIMER_REAL, &t, 0);
    pid_t k = child(for (int i = 0; i < 1000; i++) { char c = i; write(p[1], &c, 1); if (i % 100 == 0) usleep(3000); });
    for (int i = 0; i < 1000; i++) { unsigned char c; if (read(p[0], &c, 1) != 1) { say("%s\n", error(errno)); break; } sum += c; }
    struct itimerval none = {0};
    setitimer(ITIMER_REAL, &none, 0);
    show(sum);
    ends(k);
}
