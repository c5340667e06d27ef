// A storm of signals over calls that wait: each call is made once.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int signals;

static void on(int signal) {
    (void) signal;
    signals++;
}

int main(void) {
    int pair[2], got = 0;
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 100; i++) {
            usleep(3000);
            if (write(pair[1], "x", 1) != 1) _exit(1);
        }
        _exit(0);
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on;
    action.sa_flags = SA_RESTART;
    sigaction(SIGALRM, &action, 0);
    struct itimerval timer = {{0, 1000}, {0, 1000}}, none = {{0, 0}, {0, 0}};
    setitimer(ITIMER_REAL, &timer, 0);
    for (int i = 0; i < 100; i++) got += recv(pair[0], &c, 1, 0) == 1;
    setitimer(ITIMER_REAL, &none, 0);
    waitpid(child, 0, 0);
    printf("%d received, stormy %d\n", got, signals > 50);
    return 0;
}
