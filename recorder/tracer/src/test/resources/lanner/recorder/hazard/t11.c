// Calls that a signal interrupts: started again, continued by restart_syscall, or given up.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int other;
static volatile int alarms;

static void on(int signal) {
    (void) signal;
    alarms++;
    // The timer may come once more, on a busy machine, before it is disarmed.
    if (alarms <= 4) chdir("/in-the-handler");
    if (alarms == 3 && write(other, "x", 1) != 1) _exit(3);
}

static void arm(int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on;
    action.sa_flags = flags;
    sigaction(SIGALRM, &action, 0);
    struct itimerval timer = {{0, 50000}, {0, 50000}};
    setitimer(ITIMER_REAL, &timer, 0);
}

static void disarm(void) {
    struct itimerval none = {{0, 0}, {0, 0}};
    setitimer(ITIMER_REAL, &none, 0);
}

int main(void) {
    int pair[2];
    char c;
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    other = pair[1];
    arm(SA_RESTART);
    long got = recv(pair[0], &c, 1, 0);
    disarm();
    printf("restarted until the third: %ld, %d\n", got, alarms >= 3);

    arm(0);
    got = recv(pair[0], &c, 1, 0);
    disarm();
    printf("given up: %ld, %d\n", got, errno == EINTR);
    fflush(stdout);

    pid_t child = fork();
    if (child == 0) {
        struct timespec time = {1, 0};
        _exit(clock_nanosleep(CLOCK_MONOTONIC, 0, &time, 0) == 0 ? 5 : 1);
    }
    int status = 0;
    for (int i = 0; i < 3; i++) {
        usleep(50000);
        kill(child, SIGSTOP);
        waitpid(child, &status, WUNTRACED);
        kill(child, SIGCONT);
    }
    if (WIFSTOPPED(status)) waitpid(child, &status, 0);
    printf("slept through stops: %d\n", WEXITSTATUS(status));
    return 0;
}
