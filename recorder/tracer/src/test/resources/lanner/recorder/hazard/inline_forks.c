#include "inline.h"
#include <pthread.h>

/* Places that make calls, two kinds in turn: half a patch of one leads to the next, which answers otherwise. */
#define PLACES 512
#define LAST (many(200) < PLACES ? many(200) : PLACES)
asm(".pushsection .text\n"
    ".balign 32\n"
    "places:\n"
    ".rept 256\n"
    NUMBER(3) "syscall\n ret\n .balign 32\n"
    NUMBER(21) "syscall\n ret\n .balign 32\n"
    ".endr\n"
    ".popsection\n");
extern char places[];

static volatile int at;

static void ask(int place) {
    long (*call)(long, long) = (long (*)(long, long))(places + 32 * place);
    if (place % 2 == 0) {
        check(call(-1, 0) == -EBADF, "close at a place");
    } else {
        check(call((long)"/etc/nothing-there", F_OK) == -ENOENT, "access at a place");
    }
}

/* Has one place after the other be patched. */
static void *walk(void *unused) {
    (void)unused;
    for (int place = at, end = LAST; place < end; place = at) {
        for (int i = 0; i < 4; i++) {
            ask(place);
        }
        at = place + 1;
    }
    return 0;
}

int main(void) {
    pthread_t threads[3];
    int failed = 0;
    warm(40);
    for (int i = 0; i < 3; i++) {
        pthread_create(threads + i, 0, walk, 0);
    }
    int forks = 0;
    while (at < LAST || forks < 10) {
        pid_t pid = fork();
        if (pid == 0) {
            int last = at + 4 < LAST ? at + 4 : LAST - 1;
            alarm(20);
            for (int place = last > 16 ? last - 16 : 0; place <= last; place++) {
                ask(place);
                ask(place);
            }
            _exit(wrong);
        }
        int status;
        waitpid(pid, &status, 0);
        forks++;
        failed += status != 0;
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], 0);
    }
    check(failed == 0, "answers in a child");
    return done();
}
