// In a new user namespace the ids are unmapped first, then those of the map, with all capabilities.
#include "../check.h"

static int put(const char *file, const char *text) { int fd = open(file, O_WRONLY); int r = write(fd, text, strlen(text)); close(fd); return r > 0; }
int main(void) {
    char map[32];
    int uid = getuid(), gid = getgid();
    need(unshare(CLONE_NEWUSER) == 0, "no user namespaces");
    show(getuid());
    snprintf(map, 32, "5 %d 1", uid);
    check(put("/proc/self/uid_map", map));
    put("/proc/self/setgroups", "deny");
    snprintf(map, 32, "6 %d 1", gid);
    check(put("/proc/self/gid_map", map));
    show(getuid());
    show(getgid());
    show(unshare(CLONE_NEWUTS));
    show(sethostname("x", 1));
    show(setuid(9));
}
