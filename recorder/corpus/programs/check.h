// What the programs share: they print what they see, the same at every run. A program is a sentence, a main and these.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Prints at once, without a buffer that a child could print again.
static void say(const char *format, ...) {
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > (int)sizeof text - 1) length = sizeof text - 1;
    int saved = errno;
    if (write(1, text, length) != length) _exit(99);
    errno = saved;
}

// Ends as "the machine lacks something": the program is not compared.
static void skip(const char *why) {
    say("%s\n", why);
    _exit(77);
}

#define need(condition, why) do { if (!(condition)) skip(why); } while (0)

static const char *error(int number) {
    const char *name = strerrorname_np(number);
    return name ? name : "?";
}

// Prints a call with its value, or with the name of its error.
#define show(call) ({ errno = 0; long value_ = (long)(call); \
    if (value_ == -1 && errno) say("%s: %s\n", #call, error(errno)); else say("%s: %ld\n", #call, value_); value_; })

// The same for calls that answer something that changes from run to run.
#define works(call) ({ errno = 0; long value_ = (long)(call); say("%s: %s\n", #call, value_ == -1 ? error(errno) : "done"); value_; })

#define check(condition) say("%s: %s\n", #condition, (condition) ? "yes" : "no")

// Runs the statements in a child, which ends with status 0 unless they end it.
#define child(...) ({ pid_t pid_ = fork(); if (pid_ == 0) { __VA_ARGS__; _exit(0); } pid_; })

#define thread(function, argument) ({ pthread_t thread_; if (pthread_create(&thread_, 0, function, (void *)(long)(argument))) skip("no thread"); thread_; })

static void status(const char *who, int status) {
    if (WIFEXITED(status)) say("%s exited %d\n", who, WEXITSTATUS(status));
    else if (WIFSIGNALED(status)) say("%s killed by %s\n", who, sigabbrev_np(WTERMSIG(status)));
    else if (WIFSTOPPED(status)) say("%s stopped by %s\n", who, sigabbrev_np(WSTOPSIG(status)));
    else if (WIFCONTINUED(status)) say("%s continued\n", who);
    else say("%s status %x\n", who, status);
}

// Waits for a child and prints how it ended.
static void ends(pid_t pid) {
    int how = 0;
    pid_t got;
    do got = waitpid(pid, &how, __WALL); while (got < 0 && errno == EINTR);
    if (got < 0) say("waitpid: %s\n", error(errno));
    else status("child", how);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

// Milliseconds, whatever interrupts it.
static void nap(int ms) {
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += ms / 1000;
    end.tv_nsec += ms % 1000 * 1000000L;
    if (end.tv_nsec >= 1000000000L) end.tv_sec++, end.tv_nsec -= 1000000000L;
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, 0) == EINTR) ;
}

// Prints whether the time since begin is at least low ms (a clock's tick less) and below high.
static void took(double begin, int low, int high) {
    double ms = now() - begin;
    say("took %s\n", ms < low - 5 ? "too short" : ms < high ? "as long as it should" : "too long");
}

// Installs a handler; no flags, so that calls return EINTR.
static void on(int signal, void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    if (sigaction(signal, &action, 0)) say("sigaction %d: %s\n", signal, error(errno));
}

static void on_info(int signal, void (*handler)(int, siginfo_t *, void *), int flags) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = flags | SA_SIGINFO};
    if (sigaction(signal, &action, 0)) say("sigaction %d: %s\n", signal, error(errno));
}

static sigset_t set_of(int signal) {
    sigset_t set;
    sigemptyset(&set);
    if (signal) sigaddset(&set, signal);
    return set;
}

static void block(int signal) {
    sigset_t set = set_of(signal);
    pthread_sigmask(SIG_BLOCK, &set, 0);
}

static void unblock(int signal) {
    sigset_t set = set_of(signal);
    pthread_sigmask(SIG_UNBLOCK, &set, 0);
}

// Waits until the process is in one of these states as /proc says it: R S D T t Z.
static int reaches(pid_t pid, const char *states) {
    for (int i = 0; i < 5000; i++) {
        char path[64], line[512];
        snprintf(path, sizeof path, "/proc/%d/stat", pid);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof line - 1);
        if (fd >= 0) close(fd);
        if (n <= 0) return 0;
        line[n] = 0;
        char *end = strrchr(line, ')');
        if (end && strchr(states, end[2])) return 1;
        usleep(1000);
    }
    return 0;
}

// A child that sends a signal to its parent so many times, once every ms milliseconds.
static pid_t nuisance(int signal, int times, int ms) {
    return child(for (int i = 0; i < times; i++) { nap(ms); if (kill(getppid(), signal)) break; });
}

// A line of /proc/self/status.
static void status_line(const char *key) {
    char line[512];
    FILE *file = fopen("/proc/self/status", "re");
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, key, strlen(key)) && line[strlen(key)] == ':') say("%s", line);
    if (file) fclose(file);
}

static volatile sig_atomic_t caught;
static void catch(int signal) { caught++; (void)signal; }
static void tell(int signal) { say("got %s\n", sigabbrev_np(signal)); }
