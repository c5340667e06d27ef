// The first thread ends while another goes on, makes a child, and decides the status.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char state(void) {
    char text[512] = "", name[64];
    sprintf(name, "/proc/%d/stat", getpid());
    FILE *file = fopen(name, "r");
    if (!file || !fgets(text, sizeof text, file)) exit(9);
    fclose(file);
    char *at = text;
    for (char *c = text; *c; c++) if (*c == ')') at = c;
    return at[2];
}

static void *late(void *p) {
    while (state() != 'Z') usleep(1000);
    chdir("/late");
    pid_t child = fork();
    if (child == 0) _exit(chdir("/child") == -1 ? 3 : 0);
    int status;
    waitpid(child, &status, 0);
    printf("late, child %d\n", WEXITSTATUS(status));
    fflush(stdout);
    exit(7);
}

int main(void) {
    pthread_t t;
    pthread_create(&t, 0, late, 0);
    syscall(SYS_exit, 2);
}
