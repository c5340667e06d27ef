#include "inline.h"
#include <asm/prctl.h>
#include <signal.h>
#include <sys/resource.h>

static long area[8] = {42};

/* Whether gs is set and asked for by instructions, which no tracer sees. */
static int instructions;

static unsigned long gs(void) {
    unsigned long base = 1;
    if (instructions) {
        __asm__ volatile("rdgsbase %0" : "=r"(base));
    } else {
        syscall(SYS_arch_prctl, ARCH_GET_GS, &base);
    }
    return base;
}

static void set_gs(void) {
    if (instructions) {
        __asm__ volatile("wrgsbase %0" : : "r"(area));
    } else {
        syscall(SYS_arch_prctl, ARCH_SET_GS, area);
    }
}

/* Looks first, or sets at once, by a call or by instructions, or limits itself behind that. */
int main(int argc, char **argv) {
    char way = argc > 1 ? argv[1][0] : 's';
    instructions = (way == 'i' || way == 'r') && has_gs_instructions();
    warm(50);
    if (way == 'l') {
        printf("gs is %lx\n", gs());
    }
    set_gs();
    if (way == 'r') {
        struct rlimit limit;
        getrlimit(RLIMIT_AS, &limit);
        setrlimit(RLIMIT_AS, &(struct rlimit){1UL << 40, limit.rlim_max});
    }
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
    warm(20);
    __asm__ volatile("mov %%gs:0, %0" : "=r"(first));
    printf("behind a child: %ld\n", first);
    return done();
}
