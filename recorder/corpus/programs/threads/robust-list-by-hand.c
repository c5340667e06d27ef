// The kernel walks a robust list at a thread's end and wakes a waiter.
#include "../check.h"

struct list { struct robust_list_head head; struct robust_list entry; int word; };
static struct list l;
static void *dies(void *n) {
    l.head.list.next = &l.entry;
    l.head.futex_offset = offsetof(struct list, word) - offsetof(struct list, entry);
    l.entry.next = &l.head.list;
    l.word = gettid();
    syscall(SYS_set_robust_list, &l.head, sizeof l.head);
    nap(50);
    syscall(SYS_exit, 0);
}
int main(void) {
    thread(dies, 0);
    while (!__atomic_load_n(&l.word, __ATOMIC_SEQ_CST)) usleep(100);
    int seen = l.word | FUTEX_WAITERS;
    __atomic_or_fetch(&l.word, FUTEX_WAITERS, __ATOMIC_SEQ_CST);
    struct timespec limit = {20, 0};
    long r = syscall(SYS_futex, &l.word, FUTEX_WAIT, seen, &limit, 0, 0);
    check(r == 0 || errno == EAGAIN);
    check(l.word == (FUTEX_OWNER_DIED | FUTEX_WAITERS));
    struct robust_list_head *head;
    size_t size;
    show(syscall(SYS_get_robust_list, 0, &head, &size));
    show(size);
    show(syscall(SYS_set_robust_list, &l.head, 7));
}
