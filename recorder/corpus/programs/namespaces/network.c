// A new network namespace has its own loopback, down, and no connection to the outer one.
#include "../check.h"
#include <arpa/inet.h>

int main(void) {
    need(unshare(CLONE_NEWNET) == 0, "no network namespace");
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = {AF_INET, htons(1), {htonl(INADDR_LOOPBACK)}};
    show(connect(s, (struct sockaddr *)&a, sizeof a));
}
