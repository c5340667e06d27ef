/* Gives a socket option whose value is as long as anything that is kept. */
#include <stdlib.h>
#include <sys/socket.h>

int main(void) {
    char *value = calloc(1, 65000);
    return setsockopt(socket(AF_UNIX, SOCK_STREAM, 0), SOL_SOCKET, SO_KEEPALIVE, value, 65000) ? 1 : 8;
}
