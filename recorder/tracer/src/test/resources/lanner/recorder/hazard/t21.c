// Who traces: told by every thread and process of the family.
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int *tracers;

static void look(long of) {
    char line[256];
    FILE *status = fopen("/proc/thread-self/status", "r");
    while (fgets(line, sizeof line, status)) sscanf(line, "TracerPid: %d", &tracers[of]);
    fclose(status);
}

static void *thread(void *number) {
    look((long) number);
    return 0;
}

int main(void) {
    tracers = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    look(0);
    for (long i = 1; i < 9; i += 2) {
        pthread_t t;
        pthread_create(&t, 0, thread, (void *) i);
        pthread_join(t, 0);
        if (fork() == 0) {
            look(i + 1);
            _exit(0);
        }
        wait(0);
    }
    int same = 1;
    for (int i = 1; i < 9; i++) same &= tracers[i] == tracers[0];
    printf("one tracer, or none: %d\n", same);
    return 0;
}
