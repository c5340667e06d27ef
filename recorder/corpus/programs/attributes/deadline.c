// SCHED_DEADLINE, which the kernel gives only to threads that may run on every processor.
#include "../check.h"

struct attributes { uint32_t size, policy; uint64_t flags; int32_t nice; uint32_t priority; uint64_t runtime, deadline, period; };
static int set(pid_t pid, int policy) {
    struct attributes a = {.size = sizeof a, .policy = policy};
    if (policy == SCHED_DEADLINE) a.runtime = 10000000, a.deadline = a.period = 30000000;
    return syscall(SYS_sched_setattr, pid, &a, 0);
}
int main(void) {
    need(geteuid() == 0, "not root");
    struct attributes a = {0};
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    show(set(0, SCHED_DEADLINE));
    show(syscall(SYS_sched_getattr, 0, &a, sizeof a, 0));
    say("policy %d runtime %ld\n", a.policy, (long)a.runtime);
    show(fork());
    show(sched_setaffinity(0, sizeof first, &first));
    for (int i = 0; i < 50; i++) close(open("/etc/hostname", O_RDONLY));
    show(set(0, SCHED_OTHER));
    pid_t c = child(pause());
    show(set(c, SCHED_DEADLINE));
    kill(c, SIGKILL);
    ends(c);
    show(sched_setaffinity(0, sizeof first, &first));
    show(set(0, SCHED_DEADLINE));
    show(set(0, -1));
}
