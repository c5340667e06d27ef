// A server on loopback serves five clients; names, options and ends are what they should be.
#include "../check.h"
#include <arpa/inet.h>

int main(void) {
    int l = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    struct sockaddr_in a = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}}, b;
    socklen_t n = sizeof a;
    show(setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one));
    show(bind(l, (void *)&a, n));
    show(listen(l, 5));
    getsockname(l, (void *)&a, &n);
    for (int i = 0; i < 5; i++) child(int s = socket(AF_INET, SOCK_STREAM, 0); connect(s, (void *)&a, n); char c = 'a' + i; send(s, &c, 1, 0); recv(s, &c, 1, 0); _exit(c));
    int sum = 0;
    for (int i = 0; i < 5; i++) {
        char c;
        int s = accept4(l, (void *)&b, &n, SOCK_NONBLOCK);
        struct pollfd f = {s, POLLIN};
        poll(&f, 1, 20000);
        sum += recv(s, &c, 1, 0);
        c -= 32;
        send(s, &c, 1, MSG_NOSIGNAL);
        close(s);
    }
    int how, codes = 0;
    while (wait(&how) > 0) codes += WEXITSTATUS(how);
    say("%d %d %d\n", sum, codes, b.sin_addr.s_addr == htonl(INADDR_LOOPBACK));
}
