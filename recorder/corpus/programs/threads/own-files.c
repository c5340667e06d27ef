// unshare(CLONE_FILES) and unshare(CLONE_FS) give a thread its own table and directory.
#include "../check.h"

static void *run(void *n) {
    show(unshare(CLONE_FILES | CLONE_FS));
    dup2(1, 60);
    chdir("/");
    umask(0);
    return 0;
}
int main(void) {
    char a[PATH_MAX], b[PATH_MAX];
    umask(022);
    getcwd(a, sizeof a);
    pthread_join(thread(run, 0), 0);
    show(fcntl(60, F_GETFD));
    check(!strcmp(a, getcwd(b, sizeof b)));
    say("%o\n", umask(0));
}
