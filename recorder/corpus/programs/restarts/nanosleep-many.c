// clock_nanosleep, relative and absolute, lasts as long as it should under a hundred harmless signals.
#include "../check.h"

int main(void) {
    struct timespec t = {1, 0}, end;
    pid_t k = nuisance(SIGWINCH, 300, 10);
    double begin = now();
    show(clock_nanosleep(CLOCK_MONOTONIC, 0, &t, 0));
    took(begin, 1000, 3000);
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec++;
    begin = now();
    show(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, 0));
    took(begin, 1000, 3000);
    show(usleep(100000));
    kill(k, SIGKILL);
    ends(k);
}
