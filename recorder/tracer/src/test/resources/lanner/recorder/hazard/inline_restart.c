#include "inline.h"
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>

static volatile int hits;
static sigjmp_buf jump;
static int cleaned;

static void count(int signal) {
    (void)signal;
    hits++;
}

static void leap(int signal) {
    (void)signal;
    siglongjmp(jump, 1);
}

static void clean(void *unused) {
    (void)unused;
    cleaned = 1;
}

static void *waits(void *unused) {
    (void)unused;
    pthread_cleanup_push(clean, 0);
    warm(30);
    /* The C library's, which a thread may be cancelled in. */
    (open)("fifo", O_RDONLY);
    pthread_cleanup_pop(0);
    return 0;
}

static void on_alarm(void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigaction(SIGALRM, &action, 0);
}

/* Waits until a process has been asleep for a while. */
static void until_asleep(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    for (int asleep = 0; asleep < 10;) {
        char text[512] = "";
        int fd = open(path, O_RDONLY);
        text[read(fd, text, sizeof text - 1)] = 0;
        close(fd);
        asleep = strstr(text, ") S ") ? asleep + 1 : 0;
        usleep(3000);
    }
}

/* Sends a signal once the caller waits in its next call, and then perhaps lets that end. */
static pid_t signal_then(int opens) {
    pid_t caller = getpid();
    pid_t child = fork();
    if (child == 0) {
        until_asleep(caller);
        kill(caller, SIGALRM);
        if (opens) {
            until_asleep(caller);
            close(open("fifo", O_WRONLY));
        }
        _exit(0);
    }
    return child;
}

int main(void) {
    unlink("fifo");
    mkfifo("fifo", 0600);
    warm(50);
    on_alarm(count, 0);
    pid_t child = signal_then(0);
    int fd = open("fifo", O_RDONLY);
    printf("interrupted: %d %d, %d signals\n", fd, errno, hits);
    waitpid(child, 0, 0);
    warm(20);
    on_alarm(count, SA_RESTART);
    child = signal_then(1);
    fd = open("fifo", O_RDONLY);
    printf("started again: %d, %d signals\n", fd >= 0, hits);
    close(fd);
    waitpid(child, 0, 0);
    warm(20);
    on_alarm(leap, 0);
    if (sigsetjmp(jump, 1) == 0) {
        child = signal_then(0);
        open("fifo", O_RDONLY);
        printf("not here\n");
    } else {
        printf("left by a jump\n");
    }
    waitpid(child, 0, 0);
    warm(20);
    pthread_t thread;
    pthread_create(&thread, 0, waits, 0);
    usleep(100000);
    pthread_cancel(thread);
    void *result;
    pthread_join(thread, &result);
    printf("cancelled %d, cleaned %d\n", result == PTHREAD_CANCELED, cleaned);
    warm(20);
    return done();
}
