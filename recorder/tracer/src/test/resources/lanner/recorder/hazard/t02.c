// A maker that cannot return before its child executes.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    for (int i = 0; i < 20; i++) {
        pid_t child = vfork();
        if (child == 0) {
            chdir("/in-the-child");
            execl("/bin/sh", "sh", "-c", "exit 4", (char *) 0);
            _exit(1);
        }
        chdir("/in-the-maker");
        int status;
        waitpid(child, &status, 0);
        if (WEXITSTATUS(status) != 4) return 1;
    }
    puts("20 children");
    return 0;
}
