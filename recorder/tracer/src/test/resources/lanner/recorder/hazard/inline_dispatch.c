#include "inline.h"
#include <signal.h>
#include <sys/prctl.h>

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#endif

/* A place of its own that makes calls: access, of a path that is there. */
asm(".pushsection .text\n"
    ".balign 32\n"
    "place: " NUMBER(21) "syscall\n"
    "behind: ret\n"
    ".balign 32\n"
    ".popsection\n");
extern char place[], behind[];

static volatile char selector;
static volatile int dispatched;

/* Answers a call itself. */
static void answer(int signal, siginfo_t *info, void *context) {
    (void)signal;
    selector = 0;
    dispatched += info->si_call_addr == behind;
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_RAX] = -EXDEV;
}

static long ask(void) {
    return ((long (*)(const char *, long))place)("/", F_OK);
}

int main(void) {
    struct sigaction action = {.sa_sigaction = answer, .sa_flags = SA_SIGINFO};
    sigaction(SIGSYS, &action, 0);
    warm(40);
    for (int i = 0; i < 20; i++) {
        check(ask() == 0, "access");
    }
    if (prctl(PR_SET_SYSCALL_USER_DISPATCH, 1, 0, 0, &selector) == 0) {
        for (int i = 0; i < 20; i++) {
            selector = 1;
            check(ask() == -EXDEV, "a call that it answers itself");
        }
        check(dispatched == 20, "calls that are dispatched");
    }
    warm(20);
    return done();
}
