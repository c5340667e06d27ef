// A waiting lock is interrupted by a handled signal, or restarted, or granted.
#include "../check.h"
#include <sys/file.h>

int main(void) {
    int fd = open("l", O_RDWR | O_CREAT, 0600);
    flock(fd, LOCK_EX);
    on(SIGUSR1, catch, 0);
    ends(child(int other = open("l", O_RDWR); on(SIGALRM, catch, 0); alarm(1); show(flock(other, LOCK_EX))));
    struct flock whole = {.l_type = F_WRLCK};
    fcntl(fd, F_SETLK, &whole);
    ends(child(on(SIGALRM, catch, 0); alarm(1); show(fcntl(fd, F_SETLKW, &whole))));
    pid_t p = child(on(SIGUSR1, catch, SA_RESTART); show(fcntl(fd, F_SETLKW, &whole)); show(caught));
    nap(60);
    kill(p, SIGUSR1);
    nap(60);
    whole.l_type = F_UNLCK;
    fcntl(fd, F_SETLK, &whole);
    ends(p);
}
