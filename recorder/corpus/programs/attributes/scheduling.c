// Policies, priorities and niceness are set, got and inherited.
#include "../check.h"

int main(void) {
    struct sched_param p = {0};
    show(sched_getscheduler(0));
    show(getpriority(PRIO_PROCESS, 0));
    show(sched_setscheduler(0, SCHED_BATCH, &p));
    ends(child(show(sched_getscheduler(0)); show(nice(5)); show(getpriority(PRIO_PROCESS, 0))));
    show(sched_setscheduler(0, SCHED_IDLE, &p));
    show(sched_getscheduler(0));
    show(sched_setscheduler(0, 99, &p));
    show(sched_get_priority_max(SCHED_FIFO));
    show(sched_setscheduler(0, SCHED_OTHER, &p));
    show(sched_rr_get_interval(0, (struct timespec *)8));
    struct { uint32_t size, policy; uint64_t flags; int32_t nice; uint32_t prio; uint64_t r, d, pe; uint32_t a, b; } a = {0};
    show(syscall(SYS_sched_getattr, 0, &a, sizeof a, 0));
    say("%u %d %lu\n", a.policy, a.nice, a.flags);
}
