// A ring opens, writes, reads and closes a file, and times out.
#include "../check.h"
#include <linux/io_uring.h>

static unsigned *sq_tail, *sq_mask, *sq_array, *cq_head, *cq_tail, *cq_mask;
static struct io_uring_sqe *sqes;
static struct io_uring_cqe *cqes;
static int ring;
static int run(struct io_uring_sqe *e) {
    unsigned i = *sq_tail & *sq_mask;
    sqes[i] = *e;
    sq_array[i] = i;
    __atomic_store_n(sq_tail, *sq_tail + 1, __ATOMIC_RELEASE);
    if (syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, 0, 0) < 0) return -errno;
    int r = cqes[*cq_head & *cq_mask].res;
    __atomic_store_n(cq_head, *cq_head + 1, __ATOMIC_RELEASE);
    return r;
}
int main(void) {
    struct io_uring_params p = {0};
    ring = syscall(SYS_io_uring_setup, 8, &p);
    need(ring >= 0, "no io_uring");
    char *sq = mmap(0, p.sq_off.array + p.sq_entries * 4, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
    char *cq = mmap(0, p.cq_off.cqes + p.cq_entries * sizeof *cqes, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_CQ_RING);
    sqes = mmap(0, p.sq_entries * sizeof *sqes, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQES);
    sq_tail = (unsigned *)(sq + p.sq_off.tail), sq_mask = (unsigned *)(sq + p.sq_off.ring_mask), sq_array = (unsigned *)(sq + p.sq_off.array);
    cq_head = (unsigned *)(cq + p.cq_off.head), cq_tail = (unsigned *)(cq + p.cq_off.tail), cq_mask = (unsigned *)(cq + p.cq_off.ring_mask);
    cqes = (struct io_uring_cqe *)(cq + p.cq_off.cqes);
    show(run(&(struct io_uring_sqe){.opcode = IORING_OP_NOP}));
    int fd = run(&(struct io_uring_sqe){.opcode = IORING_OP_OPENAT, .fd = AT_FDCWD, .addr = (uintptr_t)"f", .len = 0600, .open_flags = O_CREAT | O_RDWR});
    check(fd > 2);
    show(run(&(struct io_uring_sqe){.opcode = IORING_OP_WRITE, .fd = fd, .addr = (uintptr_t)"hello", .len = 5}));
    char room[8] = {0};
    show(run(&(struct io_uring_sqe){.opcode = IORING_OP_READ, .fd = fd, .addr = (uintptr_t)room, .len = 8}));
    say("%s\n", room);
    show(run(&(struct io_uring_sqe){.opcode = IORING_OP_CLOSE, .fd = fd}));
    show(run(&(struct io_uring_sqe){.opcode = IORING_OP_OPENAT, .fd = AT_FDCWD, .addr = 8, .open_flags = O_RDONLY}));
    struct { long s, n; } limit = {0, 20000000};
    show(run(&(struct io_uring_sqe){.opcode = IORING_OP_TIMEOUT, .addr = (uintptr_t)&limit, .len = 1}));
    show(run(&(struct io_uring_sqe){.opcode = 200}));
    show(syscall(SYS_io_uring_enter, 99, 1, 0, 0, 0, 0));
    show(syscall(SYS_io_uring_register, ring, 9999, 0, 0));
}
