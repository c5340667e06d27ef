#include "inline.h"
#include <pthread.h>
#include <signal.h>

static volatile int go;
static volatile int stop;
static int handled;

static void handler(int signal) {
    (void)signal;
}

static void block(int how) {
    sigset_t traps;
    sigemptyset(&traps);
    sigaddset(&traps, SIGTRAP);
    pthread_sigmask(how, &traps, 0);
}

/* Makes the calls that are being patched, with SIGTRAP blocked by its maker: it has to stay so. */
static void *blocks(void *unused) {
    (void)unused;
    access("/etc/nothing-there", F_OK);
    while (!go) {}
    for (int i = 0; !stop; i++) {
        check(access("/etc/nothing-there", F_OK) == -1 && errno == ENOENT, "access");
        check(close(9999) == -1 && errno == EBADF, "close");
        char text[4096];
        check(getcwd(text, sizeof text) == text, "getcwd");
        check(readlink("/etc/passwd", text, sizeof text) == -1, "readlink");
        struct stat status;
        check(stat("/etc/passwd", &status) == 0, "stat");
    }
    sigset_t now;
    pthread_sigmask(SIG_SETMASK, 0, &now);
    check(sigismember(&now, SIGTRAP), "blocked no more");
    return 0;
}

static void round_of(void) {
    pthread_t threads[2];
    go = stop = 0;
    block(SIG_BLOCK);
    for (int i = 0; i < 2; i++) {
        pthread_create(threads + i, 0, blocks, 0);
    }
    go = 1;
    warm(30);
    stop = 1;
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], 0);
    }
    struct sigaction action;
    sigaction(SIGTRAP, 0, &action);
    check(action.sa_handler == (handled ? handler : SIG_DFL), "another action for SIGTRAP");
}

/* Code is patched under threads that block the signal of the traps, in one process after the other. */
int main(int argc, char **argv) {
    (void)argc;
    handled = argv[1][0] == 'h';
    if (handled) {
        signal(SIGTRAP, handler);
    }
    warm(10);
    for (int i = 0; i < many(12); i++) {
        pid_t pid = fork();
        if (pid == 0) {
            round_of();
            fflush(stdout);
            _exit(wrong != 0);
        }
        int status;
        waitpid(pid, &status, 0);
        wrong += status != 0;
    }
    until_inside();
    return done();
}
