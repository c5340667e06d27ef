#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child in a user namespace of its own becomes another user there. It opens nothing where there are none. */
static void map(int pid, const char *name, const char *text) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    int fd = open(path, O_WRONLY);
    if (write(fd, text, strlen(text)) < 0) perror(name);
    close(fd);
}
int main(void) {
    int ready[2], mapped[2];
    char c = 0;
    if (pipe(ready) || pipe(mapped)) return 1;
    int child = fork();
    if (child == 0) {
        if (unshare(CLONE_NEWUSER)) _exit(0);
        open("/etc/hostname", O_RDONLY);
        if (write(ready[1], &c, 1) != 1 || read(mapped[0], &c, 1) != 1) _exit(1);
        if (syscall(SYS_setresgid, 2000, 2000, 2000) || syscall(SYS_setresuid, 1000, 1000, 1000)) _exit(1);
        open("/etc/hostname", O_RDONLY);
        if (fork() == 0) {
            open("/etc/hostname", O_RDONLY);
            _exit(0);
        }
        wait(0);
        _exit(0);
    }
    close(ready[1]);
    if (read(ready[0], &c, 1) == 1) {
        map(child, "uid_map", "0 100000 65536");
        map(child, "gid_map", "0 100000 65536");
        if (write(mapped[1], &c, 1) != 1) return 1;
    }
    int status;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}
