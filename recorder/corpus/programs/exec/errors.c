// execve refuses what it should, with the right error each time.
#include "../check.h"

int main(void) {
    char *a[] = {"x", 0}, *e[] = {0};
    mkdir("d", 0700);
    close(open("plain", O_CREAT | O_WRONLY, 0644));
    close(open("empty", O_CREAT | O_WRONLY, 0755));
    int fd = open("garbage", O_CREAT | O_WRONLY, 0755);
    write(fd, "\177ELF garbage that is none", 25);
    close(fd);
    fd = open("busy", O_CREAT | O_WRONLY, 0755);
    write(fd, "#!/bin/sh\n", 10);
    symlink("loop", "loop");
    char name[5000];
    memset(name, 'n', sizeof name);
    name[4999] = 0;
    show(execve("none", a, e));
    show(execve("", a, e));
    show(execve("d", a, e));
    show(execve("plain", a, e));
    show(execve("empty", a, e));
    show(execve("garbage", a, e));
    show(execve("busy", a, e));
    show(execve("loop", a, e));
    show(execve("plain/x", a, e));
    errno = 0;
    say("long: %d %s\n", execve(name, a, e), error(errno));
    show(execve((char *)8, a, e));
    show(execve("/bin/true", (char **)8, e));
    show(execve("/bin/true", a, (char **)8));
    char *bad[] = {"x", (char *)8, 0};
    show(execve("/bin/true", bad, e));
    show(execveat(-1, "true", a, e, 0));
    show(execveat(AT_FDCWD, "/bin/true", a, e, 0x4000));
}
