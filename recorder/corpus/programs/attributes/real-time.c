// A thread of a real-time policy computes until another one, which opens files meanwhile, tells it to stop.
#include "../check.h"

static volatile int *told;
static void opens(int policy) {
    struct sched_param p = {.sched_priority = policy == SCHED_FIFO ? 20 : 0};
    sched_setscheduler(0, policy, &p);
    for (int i = 0; i < 20; i++) close(open("/etc/hostname", O_RDONLY));
    *told = 1;
}
static void *run(void *policy) { opens((long)policy); return 0; }
static void computes(const char *who) {
    double begin = now();
    while (!*told && now() - begin < 10000) ;
    say("%s: %s\n", who, *told ? "told" : "never told");
    *told = 0;
}
int main(void) {
    struct sched_param p = {.sched_priority = 20};
    need(sysconf(_SC_NPROCESSORS_ONLN) > 1, "one processor");
    need(sched_setscheduler(0, SCHED_FIFO, &p) == 0, "no right to real-time policies");
    told = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int policies[] = {SCHED_FIFO, SCHED_OTHER};
    for (int i = 0; i < 2; i++) {
        pid_t c = child(opens(policies[i]));
        computes("process");
        ends(c);
        pthread_t t = thread(run, policies[i]);
        computes("thread");
        pthread_join(t, 0);
    }
}
