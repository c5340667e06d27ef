/* Four threads make 500 short threads each, every one with flags of its own. The file "births" says who made whom. */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAKERS = 4, CHILDREN = 500, STACK = 16384 };
static int born[MAKERS][CHILDREN];
static int maker[MAKERS];

/* No C library: the child has its maker's thread-local storage. */
static int child(void *argument) {
    (void)argument;
#ifdef __x86_64__
    __asm__ volatile("syscall" : : "a"(SYS_exit), "D"(0) : "rcx", "r11", "memory");
#else
    register long x8 __asm__("x8") = SYS_exit;
    register long x0 __asm__("x0") = 0;
    __asm__ volatile("svc #0" : : "r"(x8), "r"(x0) : "memory");
#endif
    return 0;
}

static void *make(void *argument) {
    long which = (long)argument;
    maker[which] = (int)syscall(SYS_gettid);
    int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID |
                (which & 1 ? CLONE_SYSVSEM : 0) | (which & 2 ? CLONE_IO : 0);
    char *stack = malloc(STACK);
    for (int i = 0; i < CHILDREN; i++) {
        volatile int running = 1;
        int tid = 0;
        if (clone(child, stack + STACK, flags, 0, &tid, 0, &running) < 0) abort();
        born[which][i] = tid;
        int now;
        while ((now = running) != 0) syscall(SYS_futex, &running, FUTEX_WAIT, now, 0, 0, 0);
    }
    return 0;
}

int main(void) {
    pthread_t threads[MAKERS];
    for (long i = 0; i < MAKERS; i++) pthread_create(&threads[i], 0, make, (void *)i);
    for (int i = 0; i < MAKERS; i++) pthread_join(threads[i], 0);
    FILE *births = fopen("births", "w");
    for (int m = 0; m < MAKERS; m++)
        for (int i = 0; i < CHILDREN; i++) fprintf(births, "%d %d %d\n", m, maker[m], born[m][i]);
    fclose(births);
    puts("2000");
    return 0;
}
