// Descriptors and credentials are passed over a socket.
#include "../check.h"

int main(void) {
    int s[2], p[2], one = 1;
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    pipe(p);
    setsockopt(s[1], SOL_SOCKET, SO_PASSCRED, &one, sizeof one);
    char c = 'x', room[256] = {0};
    struct iovec v = {&c, 1};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = room, .msg_controllen = CMSG_SPACE(sizeof(int))};
    struct cmsghdr *h = CMSG_FIRSTHDR(&m);
    h->cmsg_level = SOL_SOCKET;
    h->cmsg_type = SCM_RIGHTS;
    h->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(h), &p[1], sizeof(int));
    pid_t k = child(show(sendmsg(s[0], &m, 0)));
    ends(k);
    m.msg_controllen = sizeof room;
    show(recvmsg(s[1], &m, MSG_CMSG_CLOEXEC));
    for (h = CMSG_FIRSTHDR(&m); h; h = CMSG_NXTHDR(&m, h))
        if (h->cmsg_type == SCM_RIGHTS) { int fd; memcpy(&fd, CMSG_DATA(h), sizeof fd); show(write(fd, "y", 1)); show(fcntl(fd, F_GETFD)); }
        else if (h->cmsg_type == SCM_CREDENTIALS) { struct ucred u; memcpy(&u, CMSG_DATA(h), sizeof u); check(u.pid == k && u.uid == getuid()); }
    show(read(p[0], &c, 1));
}
