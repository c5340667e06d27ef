// openat2 keeps below its directory as its flags say.
#include "../check.h"
#include <linux/openat2.h>

int main(void) {
    mkdir("d", 0700);
    close(open("d/f", O_CREAT | O_WRONLY, 0600));
    symlink("/etc/passwd", "d/abs");
    symlink("../d/f", "d/up");
    int d = open("d", O_PATH | O_DIRECTORY);
    struct open_how h = {.flags = O_RDONLY, .resolve = RESOLVE_BENEATH};
    long r = syscall(SYS_openat2, d, "f", &h, sizeof h);
    need(!(r < 0 && errno == ENOSYS), "no openat2");
    check(r > 0);
    show(syscall(SYS_openat2, d, "../d/f", &h, sizeof h));
    show(syscall(SYS_openat2, d, "abs", &h, sizeof h));
    h.resolve = RESOLVE_IN_ROOT;
    show(syscall(SYS_openat2, d, "abs", &h, sizeof h));
    check(syscall(SYS_openat2, d, "/f", &h, sizeof h) > 0);
    h.resolve = RESOLVE_NO_SYMLINKS;
    show(syscall(SYS_openat2, d, "up", &h, sizeof h));
    h.resolve = 1 << 20;
    show(syscall(SYS_openat2, d, "f", &h, sizeof h));
    show(syscall(SYS_openat2, d, "f", &h, 8));
}
