// Who learns in any way that a child has ended can wait for it at once, and has its signal by then.
#include "../check.h"
#include <poll.h>
#include <sys/signalfd.h>

#define ROUNDS 50

static int waited(pid_t p) {
    int how;
    return waitpid(p, &how, WNOHANG | __WALL) == p && WIFEXITED(how) && WEXITSTATUS(how) == 7;
}

static int by_state(pid_t p) { return reaches(p, "Z") && waited(p); }

static int by_signal(pid_t p) {
    sigset_t set = set_of(SIGCHLD);
    siginfo_t info;
    return sigwaitinfo(&set, &info) == SIGCHLD && info.si_pid == p && info.si_status == 7 && waited(p);
}

static int by_signalfd(pid_t p) {
    sigset_t set = set_of(SIGCHLD);
    int fd = signalfd(-1, &set, SFD_CLOEXEC);
    struct signalfd_siginfo info;
    int read_it = read(fd, &info, sizeof info) == sizeof info && (pid_t)info.ssi_pid == p;
    close(fd);
    return read_it && waited(p);
}

static int by_pidfd(pid_t p) {
    int fd = syscall(SYS_pidfd_open, p, 0);
    need(fd >= 0, "no pidfd");
    struct pollfd poll_it = {.fd = fd, .events = POLLIN};
    int ready = poll(&poll_it, 1, -1) == 1 && poll_it.revents & POLLIN;
    siginfo_t info = {0};
    int got = waitid(P_PIDFD, fd, &info, WEXITED | WNOHANG) == 0 && info.si_pid == p && info.si_status == 7;
    close(fd);
    return ready && got;
}

// The state is seen first; the signal has been sent by the time that the next call looks.
static int signal_after_state(pid_t p) {
    sigset_t set = set_of(SIGCHLD), pending;
    if (!reaches(p, "Z")) return 0;
    int left = waitid(P_PID, p, 0, WEXITED | WNOHANG | WNOWAIT) == 0;
    sigpending(&pending);
    int there = sigismember(&pending, SIGCHLD);
    siginfo_t info;
    return left && there && sigwaitinfo(&set, &info) == SIGCHLD && waited(p);
}

static int rounds(int (*learns)(pid_t)) {
    int good = 0;
    for (int i = 0; i < ROUNDS; i++) {
        pid_t p = child(_exit(7));
        good += learns(p);
        sigset_t set = set_of(SIGCHLD);
        struct timespec none = {0};
        while (sigtimedwait(&set, 0, &none) > 0) ;
        while (waitpid(p, 0, 0) == p) ;
    }
    return good;
}

int main(void) {
    block(SIGCHLD);
    show(rounds(by_state));
    show(rounds(by_signal));
    show(rounds(by_signalfd));
    show(rounds(by_pidfd));
    show(rounds(signal_after_state));
}
