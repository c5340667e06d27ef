// A /proc mounted inside a PID namespace shows its processes alone.
#include "../check.h"
#include <dirent.h>
#include <sys/mount.h>

int main(void) {
    need(unshare(CLONE_NEWPID | CLONE_NEWNS) == 0, "no namespaces");
    ends(child(
        mount(0, "/", 0, MS_REC | MS_PRIVATE, 0);
        if (mount("proc", "/proc", "proc", 0, 0)) { say("no mount\n"); _exit(0); }
        int n = 0;
        DIR *d = opendir("/proc");
        for (struct dirent *e; (e = readdir(d));) n += e->d_name[0] >= '0' && e->d_name[0] <= '9';
        show(n);
        char link[32] = {0};
        readlink("/proc/self", link, 31);
        say("%s\n", link)));
}
