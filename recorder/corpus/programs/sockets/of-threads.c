// A thread that is not the first serves and asks, on its own sockets.
#include "../check.h"
#include <arpa/inet.h>

static struct sockaddr_in a = {AF_INET};
static socklen_t n = sizeof a;
static void *serves(void *l) { char c; int s = accept((long)l, 0, 0); recv(s, &c, 1, 0); c++; send(s, &c, 1, 0); close(s); return 0; }
static void *asks(void *x) { char c = 'a'; int s = socket(AF_INET, SOCK_STREAM, 0); connect(s, (void *)&a, n); send(s, &c, 1, 0); recv(s, &c, 1, 0); return (void *)(long)c; }
int main(void) {
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int l = socket(AF_INET, SOCK_STREAM, 0);
    bind(l, (void *)&a, n);
    listen(l, 5);
    getsockname(l, (void *)&a, &n);
    pthread_t s = thread(serves, l), c = thread(asks, 0);
    void *r;
    pthread_join(s, 0);
    pthread_join(c, &r);
    say("%c\n", (int)(long)r);
}
