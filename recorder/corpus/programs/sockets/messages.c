// sendmmsg and recvmmsg move several datagrams, with addresses and a limit of time.
#include "../check.h"

int main(void) {
    int s[2];
    char rooms[4][8];
    struct iovec v[4];
    struct mmsghdr m[4] = {0};
    socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
    for (int i = 0; i < 4; i++) { memset(rooms[i], 'a' + i, 8); v[i] = (struct iovec){rooms[i], i + 1}; m[i].msg_hdr.msg_iov = &v[i]; m[i].msg_hdr.msg_iovlen = 1; }
    show(sendmmsg(s[0], m, 4, 0));
    for (int i = 0; i < 4; i++) v[i].iov_len = 8;
    struct timespec limit = {1, 0};
    show(recvmmsg(s[1], m, 3, 0, &limit));
    say("%d %d %d\n", m[0].msg_len, m[1].msg_len, m[2].msg_len);
    show(recvmmsg(s[1], m, 4, MSG_DONTWAIT, 0));
    show(recvmmsg(s[1], m, 4, MSG_DONTWAIT, 0));
}
