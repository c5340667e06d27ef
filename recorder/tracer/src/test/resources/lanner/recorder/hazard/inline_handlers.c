#include "inline.h"
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/time.h>

/* A handler that interrupts the stub and then makes a process, or leaves by siglongjmp(3). */
extern char **environ;
static const char *way;
static sigjmp_buf back;
static volatile int made;

static void handler(int signal) {
    int error = errno;
    (void)signal;
    pid_t pid = 0;
    int expected = 7;
    made++;
    if (way[0] == 'f') {
        pid = fork();
        if (pid == 0) {
            warm(2);
            _exit(wrong ? 100 : 7);
        }
    } else if (way[0] == 'v') {
        pid = vfork();
        if (pid == 0) {
            int answer = access("/etc/nothing-there", F_OK);
            _exit(answer == -1 && errno == ENOENT && close(9999) == -1 ? 7 : 100);
        }
    } else if (way[0] == 's') {
        char *arguments[] = {"true", 0};
        expected = posix_spawn(&pid, "/bin/true", 0, 0, arguments, environ);
    } else {
        siglongjmp(back, 1);
    }
    int status;
    while (waitpid(pid, &status, 0) == -1 && errno == EINTR) {}
    check(WIFEXITED(status) && WEXITSTATUS(status) == expected, "answers of a child");
    errno = error;
}

int main(int count, char **arguments) {
    way = count > 1 ? arguments[1] : "fork";
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &action, 0);
    warm(40);
    struct itimerval timer = {{0, 3000}, {0, 3000}};
    if (sigsetjmp(back, 1) == 0) {
        setitimer(ITIMER_REAL, &timer, 0);
    }
    /* It is here again with what it had opened. */
    for (int fd = 3; fd < 8; fd++) {
        close(fd);
    }
    while (made < many(35)) {
        warm(1);
    }
    timer = (struct itimerval){0};
    setitimer(ITIMER_REAL, &timer, 0);
    return done();
}
