/* Stays whatever is sent: "ignores" says so and goes on, "leaves" leaves a child behind that sleeps. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void on_term(int signal) {
    (void)signal;
    if (write(1, "asked\n", 6) != 6) _exit(1);
}

int main(int count, char **arguments) {
    int leaves = count > 1 && !strcmp(arguments[1], "leaves");
    signal(SIGTERM, on_term);
    if (leaves) {
        if (fork() == 0)
            for (;;) pause();
        printf("ready %d\n", getpid());
        return 3;
    }
    puts("ready");
    fflush(stdout);
    for (;;) pause();
}
