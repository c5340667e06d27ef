// Writing to a closed peer gives SIGPIPE and EPIPE, reading gives the end or ECONNRESET.
#include "../check.h"

int main(void) {
    int s[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    ends(child(close(s[1]); close(s[0]); int p[2]; pipe(p); close(p[0]); write(p[1], "x", 1)));
    signal(SIGPIPE, SIG_IGN);
    close(s[1]);
    show(send(s[0], "x", 1, 0));
    show(recv(s[0], &c, 1, 0));
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    send(s[1], "left", 4, 0);
    shutdown(s[1], SHUT_WR);
    show(recv(s[0], &c, 1, 0));
    close(s[0]);
    show(recv(s[1], &c, 1, 0));
    show(send(s[1], "x", 1, MSG_NOSIGNAL));
}
