// recv, recvfrom, recvmsg, read, accept and send keep the limits of SO_RCVTIMEO and SO_SNDTIMEO under harmless signals.
#include "../check.h"

int main(void) {
    int s[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    struct timeval limit = {0, 600000};
    setsockopt(s[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(s[0], SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    char c, much[65536] = {0};
    struct iovec v = {&c, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
    pid_t k = nuisance(SIGWINCH, 100, 70);
    double begin = now();
    show(recv(s[0], &c, 1, 0));
    took(begin, 600, 2500);
    begin = now();
    show(recvfrom(s[0], &c, 1, 0, 0, 0));
    took(begin, 600, 2500);
    begin = now();
    show(recvmsg(s[0], &m, 0));
    took(begin, 600, 2500);
    begin = now();
    show(read(s[0], &c, 1));
    took(begin, 600, 2500);
    while (send(s[0], much, sizeof much, MSG_DONTWAIT) > 0) ;
    begin = now();
    show(send(s[0], much, sizeof much, 0));
    took(begin, 600, 2500);
    int l = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr name = {AF_UNIX};
    bind(l, &name, sizeof(sa_family_t));
    listen(l, 1);
    setsockopt(l, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    begin = now();
    show(accept(l, 0, 0));
    took(begin, 600, 2500);
    kill(k, SIGKILL);
    ends(k);
}
