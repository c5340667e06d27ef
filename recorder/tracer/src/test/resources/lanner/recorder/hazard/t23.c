// How often our parent reads a file while we make children.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static long reads(void) {
    char name[64], line[256];
    long count = -1;
    sprintf(name, "/proc/%d/io", getppid());
    FILE *file = fopen(name, "r");
    if (!file) {
        puts("-1");
        exit(0);
    }
    while (fgets(line, sizeof line, file)) sscanf(line, "syscr: %ld", &count);
    fclose(file);
    return count;
}

static void *thread(void *p) {
    return p;
}

static void children(int many) {
    for (int i = 0; i < many; i++) {
        pthread_t t;
        if (fork() == 0) _exit(0);
        wait(0);
        pthread_create(&t, 0, thread, 0);
        pthread_join(t, 0);
    }
}

int main(void) {
    children(20);
    long before = reads();
    children(200);
    printf("%ld\n", reads() - before);
    return 0;
}
