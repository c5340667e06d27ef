// SIGIO comes when a descriptor is ready, with its number under F_SETSIG.
#include "../check.h"

static void info(int signal, siginfo_t *i, void *c) { if (i->si_fd >= 0 && signal == SIGRTMIN) caught = 1 + (i->si_band & POLLIN); }
int main(void) {
    int s[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    on_info(SIGRTMIN, info, SA_RESTART);
    show(fcntl(s[0], F_SETOWN, getpid()));
    show(fcntl(s[0], F_SETSIG, SIGRTMIN));
    show(fcntl(s[0], F_SETFL, O_ASYNC | O_NONBLOCK));
    write(s[1], "x", 1);
    for (int i = 0; i < 1000 && !caught; i++) usleep(1000);
    show(caught);
}
