#include "inline.h"
#include <pthread.h>
#include <signal.h>

static volatile int go;
static volatile int stop;
static volatile int handled;
static int has_handler;

static void handler(int signal) {
    (void)signal;
    handled++;
}

static void change(int how, int all) {
    sigset_t signals;
    if (all) {
        sigfillset(&signals);
    } else {
        sigemptyset(&signals);
        sigaddset(&signals, SIGTRAP);
    }
    pthread_sigmask(how, &signals, 0);
}

/* Blocks SIGTRAP for a while, alone or with all others, and makes calls that are being patched when it does not. */
static void *toggles(void *all) {
    while (!go) {}
    while (!stop) {
        change(SIG_BLOCK, all != 0);
        for (volatile int i = 0; i < 20000; i++) {}
        change(SIG_UNBLOCK, all != 0);
        for (int i = 0; i < 20; i++) {
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
        /* Alone and without a handler nobody can tell: the kernel leaves no trace of what it has undone. */
        if (all || has_handler) {
            check(!sigismember(&now, SIGTRAP), "blocked for good");
        }
    }
    return 0;
}

static void round_of(void) {
    pthread_t threads[2];
    go = stop = 0;
    for (long i = 0; i < 2; i++) {
        pthread_create(threads + i, 0, toggles, (void *)i);
    }
    go = 1;
    warm(30);
    stop = 1;
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], 0);
    }
    struct sigaction action;
    sigaction(SIGTRAP, 0, &action);
    check(action.sa_handler == (has_handler ? handler : SIG_DFL), "another action for SIGTRAP");
    if (has_handler) {
        __asm__ volatile("int3");
        check(handled == 1, "the program's own trap");
    }
}

/* Code is patched under threads that block the signal of the traps now and then, in one process after the other. */
int main(int argc, char **argv) {
    (void)argc;
    has_handler = argv[1][0] == 'h';
    if (has_handler) {
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
