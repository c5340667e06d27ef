#include "inline.h"
#include <sched.h>
#include <signal.h>
#include <sys/time.h>
#include <ucontext.h>

/* A handler with a stack of its own, and children that share the memory and have their ids written there. */
static char own[65536];
static volatile int handled;
static pid_t written;

static void handler(int signal, siginfo_t *info, void *context) {
    int error = errno;
    char here;
    (void)signal, (void)info;
    unsigned long rip = ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
    unsigned long rsp = ((ucontext_t *)context)->uc_mcontext.gregs[REG_RSP];
    check(&here >= own && &here < own + sizeof own, "another stack");
    check(rip < CODE || rip >= END, "a frame with an address of the recorder's");
    check(rsp < (unsigned long)own || rsp >= (unsigned long)own + sizeof own, "a handler in a handler");
    stack_t now;
    sigaltstack(0, &now);
    check(now.ss_sp == own && (now.ss_flags & SS_ONSTACK), "a stack that is not in use");
    warm(1);
    handled++;
    errno = error;
}

static int child(void *unused) {
    (void)unused;
    warm(2);
    return 0;
}

int main(void) {
    stack_t stack = {.ss_sp = own, .ss_size = sizeof own};
    check(sigaltstack(&stack, 0) == 0, "sigaltstack");
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
    sigaction(SIGALRM, &action, 0);
    warm(40);
    struct itimerval timer = {{0, 2000}, {0, 2000}};
    setitimer(ITIMER_REAL, &timer, 0);
    static char below[65536];
    for (int i = 0; i < many(40) || handled < many(60); i++) {
        warm(1);
        if (i % 8 == 0) {
            int flags = CLONE_VM | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD;
            written = -1;
            pid_t pid = clone(child, below + sizeof below, flags, 0, 0, 0, &written);
            int status;
            while (waitpid(pid, &status, 0) == -1 && errno == EINTR) {}
            check(status == 0, "a child with the same memory");
            check(written == 0, "an id that is not cleared");
        }
    }
    timer = (struct itimerval){0};
    setitimer(ITIMER_REAL, &timer, 0);
    stack_t now;
    sigaltstack(0, &now);
    check(now.ss_sp == own && now.ss_flags == 0, "another stack is set");
    return done();
}
