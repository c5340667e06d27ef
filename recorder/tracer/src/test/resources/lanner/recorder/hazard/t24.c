// The first thread of a child ends, the last ends later: its maker learns of the end all the same.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void *last(void *p) {
    char name[64], text[512] = "";
    sprintf(name, "/proc/%d/stat", getpid());
    for (int ended = 0; !ended; usleep(500)) {
        FILE *file = fopen(name, "r");
        if (!file || !fgets(text, sizeof text, file)) exit(9);
        fclose(file);
        for (char *c = text; *c; c++) if (c[0] == ')' && c[1] == ' ' && c[2] == 'Z') ended = 1;
    }
    chdir("/last");
    syscall(SYS_exit, 5);
    return p;
}

int main(void) {
    int ended = 0, status;
    for (int i = 0; i < 20; i++) {
        if (fork() == 0) {
            pthread_t t;
            pthread_create(&t, 0, last, 0);
            syscall(SYS_exit, 3);
        }
    }
    // Which thread's status is the process's depends on the kernel.
    while (wait(&status) > 0) ended += WIFEXITED(status) && (WEXITSTATUS(status) == 3 || WEXITSTATUS(status) == 5);
    printf("%d\n", ended);
    return 0;
}
