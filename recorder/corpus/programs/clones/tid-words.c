// CLONE_PARENT_SETTID, CLONE_CHILD_SETTID and CLONE_CHILD_CLEARTID write the ids where they should.
#include "../check.h"

static char stack[65536];
static volatile int parent_word = -1, child_word = -1;
static int end(void *y) { return child_word == gettid() ? 3 : 4; }
int main(void) {
    pid_t p = clone(end, stack + 65536, CLONE_VM | CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD, 0, &parent_word, 0, &child_word);
    check(parent_word == p);
    ends(p);
    show(child_word);
    check(syscall(SYS_set_tid_address, &child_word) == gettid());
}
