// With PR_SET_CHILD_SUBREAPER grandchildren are adopted and waited for.
#include "../check.h"

int main(void) {
    show(prctl(PR_SET_CHILD_SUBREAPER, 1));
    pid_t me = getpid();
    int how, p[2];
    pipe(p);
    pid_t c = child(char x; child(read(p[0], &x, 1); while (getppid() != me) usleep(1000); _exit(7)); _exit(6));
    show(waitpid(c, &how, 0) == c); status("child", how);
    write(p[1], "x", 1);
    show(wait(&how) != c); status("grandchild", how);
    show(wait(&how));
}
