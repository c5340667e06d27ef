// accept is restarted under SA_RESTART and ends with EINTR without it.
#include "../check.h"

int main(void) {
    int l = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_storage name = {AF_UNIX};
    socklen_t length = sizeof name;
    bind(l, (struct sockaddr *)&name, sizeof(sa_family_t));
    listen(l, 4);
    getsockname(l, (struct sockaddr *)&name, &length);
    on(SIGUSR1, catch, SA_RESTART);
    pid_t k = child(nap(30); kill(getppid(), SIGUSR1); nap(50); _exit(connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&name, length)));
    check(accept(l, 0, 0) >= 0);
    ends(k);
    on(SIGUSR1, catch, 0);
    k = nuisance(SIGUSR1, 1, 50);
    show(accept(l, 0, 0));
    ends(k);
}
