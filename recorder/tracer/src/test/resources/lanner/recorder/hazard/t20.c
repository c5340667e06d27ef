// Two thousand processes at once.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int gate[2], made = 0, ended = 0, status;
    if (pipe(gate)) return 1;
    for (int i = 0; i < 2000; i++) {
        pid_t child = fork();
        if (child == 0) {
            char c;
            close(gate[1]);
            if (read(gate[0], &c, 1)) _exit(1);
            chdir("/all-at-once");
            _exit(7);
        }
        if (child > 0) made++;
    }
    close(gate[1]);
    while (wait(&status) > 0) ended += WEXITSTATUS(status) == 7;
    printf("%d made, %d ended\n", made, ended);
    return 0;
}
