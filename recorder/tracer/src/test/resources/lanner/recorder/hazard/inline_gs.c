#include "inline.h"
#include <asm/prctl.h>
#include <signal.h>

static long area[8] = {42};

static unsigned long gs(void) {
    unsigned long base = 1;
    syscall(SYS_arch_prctl, ARCH_GET_GS, &base);
    return base;
}

/* Looks first, or sets at once. */
int main(int argc, char **argv) {
    warm(50);
    if (argc > 1 && argv[1][0] == 'l') {
        printf("gs is %lx\n", gs());
    }
    syscall(SYS_arch_prctl, ARCH_SET_GS, area);
    warm(100);
    long first;
    __asm__ volatile("mov %%gs:0, %0" : "=r"(first));
    printf("at gs: %ld, mine: %d\n", first, gs() == (unsigned long)area);
    /* As the fork of glibc 2.41 does. */
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_t child = fork();
    sigprocmask(SIG_SETMASK, &before, 0);
    if (child == 0) {
        warm(20);
        __asm__ volatile("mov %%gs:0, %0" : "=r"(first));
        printf("in a child: %ld\n", first);
        exit(done());
    }
    wait(0);
    return done();
}
