#include "inline.h"
#include <dlfcn.h>
#include <signal.h>
#include <sys/time.h>
#include <ucontext.h>

#define FRAMES 65536

static volatile long hits, foreign;
static unsigned long frames[FRAMES];

static void handler(int signal, siginfo_t *info, void *context) {
    (void)signal, (void)info;
    int before = errno;
    ucontext_t *frame = context;
    unsigned long rip = frame->uc_mcontext.gregs[REG_RIP];
    frames[hits++ % FRAMES] = rip;
    foreign += rip >= CODE && rip < END;
    struct stat status;
    if (stat("/etc/group", &status) != 0 || access("/etc/nothing-there", F_OK) != -1) {
        foreign++;
    }
    errno = before;
}

int main(int argc, char **argv) {
    (void)argc;
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigaction(SIGALRM, &action, 0);
    int micros = atoi(argv[1]);
    struct itimerval timer = {{0, micros}, {0, micros}};
    setitimer(ITIMER_REAL, &timer, 0);
    /* By the clock of the program: however slow the machine is, all of them arrive. */
    while (hits < many(150)) {
        warm(20);
    }
    timer = (struct itimerval){{0, 0}, {0, 0}};
    setitimer(ITIMER_REAL, &timer, 0);
    for (int i = 0; i < FRAMES && frames[i]; i++) {
        Dl_info object;
        foreign += dladdr((void *)frames[i], &object) == 0;
    }
    check(foreign == 0, "a frame in code that is not the program's");
    return done();
}
