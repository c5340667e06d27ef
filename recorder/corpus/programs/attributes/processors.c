// The processors that a program may use are those it has without a recorder, and what it sets it gets.
#include "../check.h"

int main(void) {
    cpu_set_t all, one, got;
    show(sched_getaffinity(0, sizeof all, &all));
    show(CPU_COUNT(&all));
    show(sysconf(_SC_NPROCESSORS_ONLN));
    CPU_ZERO(&one);
    for (int i = 0; i < CPU_SETSIZE; i++) if (CPU_ISSET(i, &all)) { CPU_SET(i, &one); break; }
    show(sched_setaffinity(0, sizeof one, &one));
    sched_getaffinity(0, sizeof got, &got);
    check(CPU_EQUAL(&got, &one));
    ends(child(CPU_ZERO(&got); sched_getaffinity(0, sizeof got, &got); check(CPU_EQUAL(&got, &one))));
    show(sched_setaffinity(0, sizeof all, &all));
    sched_getaffinity(0, sizeof got, &got);
    check(CPU_EQUAL(&got, &all));
    CPU_ZERO(&one);
    show(sched_setaffinity(0, sizeof one, &one));
    show(sched_getaffinity(2147483647, sizeof one, &one));
    show(sched_getaffinity(0, 1, &one));
}
