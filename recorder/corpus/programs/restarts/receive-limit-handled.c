// Under SO_RCVTIMEO a handled signal ends recv with EINTR even with SA_RESTART.
#include "../check.h"

int main(void) {
    int s[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    struct timeval limit = {5, 0};
    setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    on(SIGUSR1, catch, SA_RESTART);
    pid_t k = nuisance(SIGUSR1, 1, 50);
    show(recv(s[0], &c, 1, 0));
    show(caught);
    ends(k);
}
