// Calls of sockets answer EFAULT and EINVAL for bad addresses and lengths.
#include "../check.h"

int main(void) {
    int s = socket(AF_INET, SOCK_STREAM, 0), u = socket(AF_UNIX, SOCK_DGRAM, 0);
    socklen_t negative = -1, n = 16;
    char room[128];
    show(bind(s, (void *)8, 16));
    show(bind(s, (void *)room, -1));
    show(bind(s, (void *)room, 100000));
    show(connect(s, (void *)8, 16));
    show(connect(s, (void *)room, 1));
    show(accept(s, (void *)8, &n));
    show(getsockname(s, (void *)8, &n));
    show(getsockname(s, (void *)room, (void *)8));
    show(getsockname(s, (void *)room, &negative));
    show(sendto(u, "x", 1, 0, (void *)8, 100));
    show(sendmsg(u, (void *)8, 0));
    show(recvmsg(u, (void *)8, MSG_DONTWAIT));
    struct iovec v = {(void *)8, 10};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_name = (void *)8, .msg_namelen = 10};
    show(sendmsg(u, &m, 0));
    m.msg_iovlen = 1000000;
    show(sendmsg(u, &m, 0));
    show(setsockopt(s, SOL_SOCKET, SO_REUSEADDR, (void *)8, 4));
    show(getsockopt(s, SOL_SOCKET, SO_REUSEADDR, (void *)8, &n));
    show(socketpair(AF_UNIX, SOCK_STREAM, 0, (void *)8));
    show(syscall(SYS_sendmmsg, u, 8, 3, 0));
    show(syscall(SYS_recvmmsg, u, 8, 3, MSG_DONTWAIT, 0));
}
