// Making, linking, renaming and removing answer and refuse as they should.
#include "../check.h"

int main(void) {
    show(mkdir("d", 0755));
    show(mkdir("d", 0755));
    show(close(open("d/f", O_CREAT | O_EXCL | O_WRONLY, 0644)));
    show(open("d/f", O_CREAT | O_EXCL | O_WRONLY, 0644));
    show(link("d/f", "g"));
    show(symlink("nowhere", "s"));
    show(open("s", O_RDONLY));
    show(open("s", O_RDONLY | O_NOFOLLOW));
    show(close(open("s", O_CREAT | O_WRONLY, 0600)));
    show(access("nowhere", F_OK));
    show(rmdir("d"));
    show(rename("g", "d"));
    show(rename("d", "d/sub"));
    show(syscall(SYS_renameat2, AT_FDCWD, "g", AT_FDCWD, "s", 1));
    show(syscall(SYS_renameat2, AT_FDCWD, "g", AT_FDCWD, "s", 2));
    show(unlink("d"));
    show(unlink("none"));
    show(unlink("d/f"));
    show(rmdir("d"));
    show(open(".", O_WRONLY));
    show(open("f/", O_CREAT | O_WRONLY, 0600));
    show(syscall(SYS_unlinkat, AT_FDCWD, ".", AT_REMOVEDIR));
}
