#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

struct ring {
    int fd;
    struct io_uring_params p;
    char *base;
    struct io_uring_sqe *sqes;
    unsigned queued;
};

static struct ring setup(unsigned flags) {
    struct ring r;
    memset(&r, 0, sizeof r);
    r.p.flags = flags;
    r.fd = syscall(SYS_io_uring_setup, 8, &r.p);
    if (r.fd < 0) exit(77);
    size_t size = r.p.cq_off.cqes + r.p.cq_entries * sizeof(struct io_uring_cqe) + 4096;
    r.base = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, r.fd, IORING_OFF_SQ_RING);
    r.sqes = mmap(0, 8 * sizeof(struct io_uring_sqe), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, r.fd, IORING_OFF_SQES);
    if (r.base == MAP_FAILED || r.sqes == MAP_FAILED) exit(3);
    return r;
}

static struct io_uring_sqe *next(struct ring *r, int op, long name) {
    unsigned *tail = (unsigned *) (r->base + r->p.sq_off.tail);
    unsigned mask = *(unsigned *) (r->base + r->p.sq_off.ring_mask);
    unsigned index = *tail & mask;
    struct io_uring_sqe *sqe = &r->sqes[index];
    memset(sqe, 0, sizeof *sqe);
    sqe->opcode = op;
    sqe->user_data = name;
    ((unsigned *) (r->base + r->p.sq_off.array))[index] = index;
    __atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
    r->queued++;
    return sqe;
}

/* Submits all and waits for all; the result of the last one taken. */
static int go(struct ring *r) {
    int n = r->queued;
    if (syscall(SYS_io_uring_enter, r->fd, n, n, IORING_ENTER_GETEVENTS, 0, 0) != n) exit(4);
    r->queued = 0;
    unsigned *head = (unsigned *) (r->base + r->p.cq_off.head);
    unsigned mask = *(unsigned *) (r->base + r->p.cq_off.ring_mask);
    int last = 0;
    for (int i = 0; i < n; i++) {
        last = ((struct io_uring_cqe *) (r->base + r->p.cq_off.cqes))[*head & mask].res;
        __atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
    }
    return last;
}

int main(int argc, char **argv) {
    struct ring a = setup(0), b = setup(0);
    struct io_uring_sqe *s = next(&a, IORING_OP_OPENAT, 7);
    s->fd = AT_FDCWD;
    s->addr = (long) "made";
    s->open_flags = O_CREAT | O_WRONLY | O_TRUNC;
    s->len = 0640;
    int fd = go(&a);
    if (fd < 0) return 5;
    s = next(&a, IORING_OP_WRITE, 8);
    s->fd = fd;
    s->addr = (long) "hello";
    s->len = 5;
    if (go(&a) != 5) return 6;
    s = next(&b, IORING_OP_OPENAT, 1);
    s->fd = AT_FDCWD;
    s->addr = (long) "missing";
    s = next(&b, IORING_OP_RENAMEAT, 2);
    s->fd = AT_FDCWD;
    s->addr = (long) "made";
    s->len = AT_FDCWD;
    s->addr2 = (long) "renamed";
    s = next(&b, IORING_OP_NOP, 3);
    s = next(&b, IORING_OP_MKDIRAT, 4);
    s->fd = AT_FDCWD;
    s->addr = (long) "dir";
    s->len = 0755;
    go(&b);
    s = next(&b, IORING_OP_UNLINKAT, 5);
    s->fd = AT_FDCWD;
    s->addr = (long) "renamed";
    if (go(&b) != 0) return 8;
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(1), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    s = next(&a, IORING_OP_CONNECT, 9);
    s->fd = sock;
    s->addr = (long) &to;
    s->off = sizeof to;
    if (go(&a) != -111) return 9;
    s = next(&a, IORING_OP_CLOSE, 10);
    s->fd = fd;
    if (go(&a) != 0) return 10;
    /* Two of the same name: nobody can tell which is which. */
    for (int i = 0; i < 2; i++) {
        s = next(&a, IORING_OP_OPENAT, 11);
        s->fd = AT_FDCWD;
        s->addr = (long) "dir";
    }
    go(&a);
    puts("done");
    return 0;
}
