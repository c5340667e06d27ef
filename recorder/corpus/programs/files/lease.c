// A lease sends SIGIO to its holder when another process opens the file, which waits until it is given back.
#include "../check.h"

int main(void) {
    int fd = open("f", O_CREAT | O_RDWR, 0600);
    on(SIGIO, catch, 0);
    block(SIGIO);
    need(fcntl(fd, F_SETLEASE, F_WRLCK) == 0, "no leases here");
    pid_t p = child(_exit(open("f", O_RDONLY) < 0));
    sigset_t none = set_of(0);
    sigsuspend(&none);
    say("asked\n");
    show(fcntl(fd, F_SETLEASE, F_UNLCK));
    ends(p);
}
