// Threads have names of their own in /proc.
#include "../check.h"

static void *run(void *n) {
    char name[32] = {0}, path[64];
    prctl(PR_SET_NAME, "other");
    snprintf(path, sizeof path, "/proc/self/task/%d/comm", gettid());
    int fd = open(path, O_RDONLY);
    read(fd, name, 31);
    say("%s", name);
    prctl(PR_GET_NAME, name);
    say("%s\n", name);
    return 0;
}
int main(void) {
    prctl(PR_SET_NAME, "a name that is longer than fits");
    pthread_join(thread(run, 0), 0);
    char name[16];
    prctl(PR_GET_NAME, name);
    say("%s\n", name);
}
