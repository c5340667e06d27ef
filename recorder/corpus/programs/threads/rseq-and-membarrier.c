// rseq is registered by the library, a second registration is refused; membarrier works.
#include "../check.h"
#include <linux/membarrier.h>
#include <linux/rseq.h>

static struct rseq mine __attribute__((aligned(32)));
static void *run(void *n) { show(syscall(SYS_rseq, &mine, sizeof mine, 0, 0x53053053)); return 0; }
int main(void) {
    pthread_join(thread(run, 0), 0);
    check(syscall(SYS_membarrier, MEMBARRIER_CMD_QUERY, 0, 0) > 0);
    show(syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0));
    show(syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0));
    show(syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0));
    show(syscall(SYS_membarrier, 1 << 30, 0, 0));
}
