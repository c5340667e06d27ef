// CLONE_FS shares the working directory and umask.
#include "../check.h"

static char stack[65536];
static int moves(void *x) { mkdir("d", 0700); chdir("d"); umask(077); return 0; }
int main(void) {
    char a[PATH_MAX], b[PATH_MAX];
    umask(022);
    getcwd(a, sizeof a);
    ends(clone(moves, stack + 65536, CLONE_FS | SIGCHLD, 0));
    getcwd(b, sizeof b);
    say("%s\n", b + strlen(a));
    say("%o\n", umask(0));
}
