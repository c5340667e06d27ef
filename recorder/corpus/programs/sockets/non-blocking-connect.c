// A connect without waiting is under way, then refused or done, as SO_ERROR says.
#include "../check.h"
#include <arpa/inet.h>

int main(void) {
    int l = socket(AF_INET, SOCK_STREAM, 0), s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), e = -1;
    struct sockaddr_in a = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}};
    socklen_t n = sizeof a, m = sizeof e;
    bind(l, (void *)&a, n);
    getsockname(l, (void *)&a, &n);
    int r = connect(s, (void *)&a, n);
    check(r < 0 && (errno == EINPROGRESS || errno == ECONNREFUSED));
    struct pollfd f = {s, POLLOUT};
    poll(&f, 1, 20000);
    getsockopt(s, SOL_SOCKET, SO_ERROR, &e, &m);
    check(e == ECONNREFUSED || e == 0);
    listen(l, 1);
    s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    r = connect(s, (void *)&a, n);
    check(r == 0 || errno == EINPROGRESS);
    f.fd = s;
    show(poll(&f, 1, 20000));
    getsockopt(s, SOL_SOCKET, SO_ERROR, &e, &m);
    show(e);
    show(connect(s, (void *)&a, n));
}
