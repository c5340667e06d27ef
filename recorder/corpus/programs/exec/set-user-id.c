// A set-user-id program gets its owner's rights, is secure, and has its dumpable flag taken away.
#include "../check.h"
#include <sys/auxv.h>

int main(int n, char **a) {
    if (n > 1) {
        say("real %d effective %d secure %d dumpable %d\n", getuid(), geteuid(), getauxval(AT_SECURE), prctl(PR_GET_DUMPABLE));
        return 0;
    }
    need(getuid() == 0, "not root");
    int self = open("/proc/self/exe", O_RDONLY);
    char path[] = "/var/tmp/lanner-corpus-XXXXXX", room[65536];
    int fd = mkstemp(path);
    need(fd >= 0, "no /var/tmp");
    ssize_t k;
    while ((k = read(self, room, sizeof room)) > 0) write(fd, room, k);
    fchmod(fd, 04755);
    close(fd);
    ends(child(setresgid(65534, 65534, 65534); setresuid(65534, 65534, 65534); execl(path, "x", "again", (char *)0); say("%s\n", error(errno))));
    ends(child(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); setresuid(65534, 65534, 65534); execl(path, "x", "again", (char *)0); say("%s\n", error(errno))));
    unlink(path);
}
