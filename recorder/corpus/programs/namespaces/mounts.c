// A mount in a namespace of mounts is seen there alone.
#include "../check.h"
#include <sys/mount.h>

int main(void) {
    mkdir("m", 0700);
    ends(child(
        if (unshare(CLONE_NEWNS)) _exit(77);
        mount(0, "/", 0, MS_REC | MS_PRIVATE, 0);
        show(mount("none", "m", "tmpfs", 0, "size=64k"));
        close(open("m/f", O_CREAT | O_WRONLY, 0600));
        show(access("m/f", F_OK));
        show(umount2("m", MNT_DETACH))));
    show(access("m/f", F_OK));
}
