// An exec by a thread that is not the first, while others sleep in calls and work.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *self;
static volatile int sleepers[2];

static void *sleeps(void *p) {
    int pair[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    sleepers[p != 0] = syscall(SYS_gettid);
    recv(pair[0], &c, 1, 0);
    return p;
}

static void *works(void *p) {
    for (;;) chdir("/work");
    return p;
}

static void awaitSleep(int of) {
    char name[64], text[64] = "";
    while (!sleepers[of]) usleep(1000);
    sprintf(name, "/proc/self/task/%d/stat", sleepers[of]);
    while (!strstr(text, ") S")) {
        usleep(1000);
        FILE *file = fopen(name, "r");
        if (!fgets(text, sizeof text, file)) _exit(9);
        fclose(file);
    }
}

static void *becomes(void *p) {
    awaitSleep(0);
    awaitSleep(1);
    chdir("/before");
    execl(self, self, "second", (char *) 0);
    return p;
}

int main(int argc, char **argv) {
    if (argc > 1) {
        chdir("/after");
        printf("%s, %d\n", argv[1], getpid() == syscall(SYS_gettid));
        return 5;
    }
    self = argv[0];
    pthread_t t;
    pthread_create(&t, 0, sleeps, argv);
    pthread_create(&t, 0, works, 0);
    pthread_create(&t, 0, becomes, 0);
    sleeps(0);
    return 1;
}
