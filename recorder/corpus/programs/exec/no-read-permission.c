// A program that may be executed and not read runs.
#include "../check.h"

int main(int n, char **a) {
    if (n > 1) { say("ran, dumpable %d\n", prctl(PR_GET_DUMPABLE)); return 0; }
    need(getuid() == 0, "not root");
    int self = open("/proc/self/exe", O_RDONLY);
    char path[] = "/var/tmp/lanner-corpus-XXXXXX", room[65536];
    int fd = mkstemp(path);
    need(fd >= 0, "no /var/tmp");
    ssize_t k;
    while ((k = read(self, room, sizeof room)) > 0) write(fd, room, k);
    fchmod(fd, 0111);
    close(fd);
    ends(child(setresuid(65534, 65534, 65534); show(open(path, O_RDONLY)); execl(path, "x", "again", (char *)0); say("%s\n", error(errno))));
    unlink(path);
}
