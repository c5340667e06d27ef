// When all threads but the first end last, the status is the first thread's.
#include "../check.h"

static void *last(void *n) { nap(40); syscall(SYS_exit, 9); }
int main(void) {
    ends(child(thread(last, 0); syscall(SYS_exit, 3)));
}
