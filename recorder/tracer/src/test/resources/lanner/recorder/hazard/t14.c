// A family that works on: each says so if a call of it is not served any more.
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static void works(void) {
    for (;;) {
        if (chdir("/alive") && errno == ENOSYS) {
            puts("ENOSYS");
            fflush(stdout);
        }
        usleep(1000);
    }
}

int main(void) {
    printf("%d ", getpid());
    fflush(stdout);
    for (int i = 0; i < 3; i++) {
        pid_t child = fork();
        if (child == 0) {
            if (i) setsid();
            works();
        }
        printf("%d ", child);
        fflush(stdout);
    }
    puts("ready");
    fflush(stdout);
    works();
}
