// An exec by a thread that is not the first, while others sleep in calls and work.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *self;

static void *sleeps(void *p) {
    int pair[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    recv(pair[0], &c, 1, 0);
    return p;
}

static void *works(void *p) {
    for (;;) access("/work", F_OK);
    return p;
}

static void *becomes(void *p) {
    access("/before", F_OK);
    execl(self, self, "second", (char *) 0);
    return p;
}

int main(int argc, char **argv) {
    if (argc > 1) {
        access("/after", F_OK);
        printf("%s, %d\n", argv[1], getpid() == syscall(SYS_gettid));
        return 5;
    }
    self = argv[0];
    pthread_t t;
    pthread_create(&t, 0, sleeps, 0);
    pthread_create(&t, 0, works, 0);
    usleep(20000);
    pthread_create(&t, 0, becomes, 0);
    sleeps(0);
    return 1;
}
