// wait4 and getrusage count the time and memory of children that were waited for alone.
#include "../check.h"

int main(void) {
    struct rusage u;
    pid_t p = child(double begin = now(); while (now() - begin < 120) ; );
    wait4(p, 0, 0, &u);
    check(u.ru_utime.tv_sec * 1000000 + u.ru_utime.tv_usec + u.ru_stime.tv_usec > 10000);
    check(u.ru_maxrss > 100);
    struct rusage c;
    getrusage(RUSAGE_CHILDREN, &c);
    check(c.ru_utime.tv_usec == u.ru_utime.tv_usec && c.ru_stime.tv_usec == u.ru_stime.tv_usec);
    getrusage(RUSAGE_SELF, &u);
    check(u.ru_maxrss > 100);
}
