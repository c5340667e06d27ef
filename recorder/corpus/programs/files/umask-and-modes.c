// Modes of new files follow the umask, which children inherit.
#include "../check.h"

static int mode(const char *name) { struct stat s; return lstat(name, &s) ? -1 : s.st_mode & 07777; }
int main(void) {
    umask(027);
    close(open("a", O_CREAT | O_WRONLY, 0666));
    mkdir("b", 0777);
    mkfifo("c", 0666);
    say("%o %o %o\n", mode("a"), mode("b"), mode("c"));
    ends(child(say("%o\n", umask(077)); close(open("d", O_CREAT | O_WRONLY, 0666)); say("%o\n", mode("d"))));
    chmod("a", 04755);
    say("%o\n", mode("a"));
    int fd = open("a", O_RDONLY);
    fchmod(fd, 0600);
    say("%o %o\n", mode("a"), umask(022));
    show(syscall(452, AT_FDCWD, "a", 0640, 0) == 0 || errno == ENOSYS);
}
