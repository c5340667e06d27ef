// SIGSTOP and SIGCONT make a read of inotify return EINTR, and one of a pipe go on.
#include "../check.h"
#include <sys/inotify.h>

static pid_t stopper(int fd) { return child(nap(80); kill(getppid(), SIGSTOP); nap(80); kill(getppid(), SIGCONT); nap(200); write(fd, "x", 1); close(open("f", O_CREAT | O_WRONLY, 0600))); }
int main(void) {
    char room[4096];
    int i = inotify_init1(0), p[2];
    pipe(p);
    show(inotify_add_watch(i, ".", IN_CREATE));
    pid_t k = stopper(p[1]);
    ssize_t n = read(i, room, sizeof room);
    say("%s\n", n < 0 ? error(errno) : "an event");
    ends(k);
    read(p[0], room, 1);
    k = stopper(p[1]);
    show(read(p[0], room, 1));
    ends(k);
}
