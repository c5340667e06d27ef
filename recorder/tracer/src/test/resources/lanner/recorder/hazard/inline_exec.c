#include "inline.h"
#include <pthread.h>

static void *busy(void *unused) {
    (void)unused;
    while (1) {
        warm(1);
    }
    return 0;
}

static void *executes(void *program) {
    warm(50);
    execl(program, program, "again", (char *)0);
    return 0;
}

int main(int argc, char **argv) {
    warm(50);
    if (argc > 1) {
        printf("executed by a thread\n");
        return done();
    }
    pthread_t thread;
    pthread_create(&thread, 0, busy, 0);
    usleep(20000);
    pthread_create(&thread, 0, executes, argv[0]);
    busy(0);
    return 1;
}
