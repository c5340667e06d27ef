// The filter: in every thread, and without a right lost.
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int filtered[5], bare[5], privileges[5];

static void look(int of) {
    char line[256];
    FILE *status = fopen("/proc/thread-self/status", "r");
    while (fgets(line, sizeof line, status)) {
        sscanf(line, "NoNewPrivs: %d", &privileges[of]);
        if (sscanf(line, "Seccomp: %d", &filtered[of]) == 1) bare[of] = !filtered[of];
    }
    fclose(status);
}

static void *thread(void *number) {
    char name[32];
    look((int) (long) number);
    sprintf(name, "/thread/%ld", (long) number);
    chdir(name);
    return 0;
}

int main(void) {
    pthread_t t[5];
    look(0);
    for (long i = 1; i < 5; i++) pthread_create(&t[i], 0, thread, (void *) i);
    int same = 1;
    for (int i = 1; i < 5; i++) {
        pthread_join(t[i], 0);
        same &= filtered[i] == filtered[0] && privileges[i] == privileges[0];
    }
    printf("no new privileges %d, all threads alike %d\n", privileges[0], same);
    return 0;
}
