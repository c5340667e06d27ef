/*
 * Children that ask not to be traced: maker and child must find registers and memory as they were. The structure of clone3
 * is writable, read-only, or shared by threads that use it at once; the call succeeds, fails, or shares the maker's memory.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct arguments {
    uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
};

/* What lies far below the stack pointer before the call and after it, and the first register behind it. */
struct seen {
    long result;
    long first;
    long below_changed;
};

static inline __attribute__((always_inline)) struct seen call(long number, long first, long second) {
    struct seen seen;
    unsigned char *below = (unsigned char *)__builtin_frame_address(0) - 4096;
    /* Written and compared without a call: only the kernel could change it. */
    for (int i = 0; i < 3072; i++) ((volatile unsigned char *)below)[i] = (unsigned char)(i * 7);
#ifdef __x86_64__
    register long r10 __asm__("r10") = 0;
    register long r8 __asm__("r8") = 0;
    __asm__ volatile("syscall"
                     : "=a"(seen.result), "+D"(first)
                     : "a"(number), "S"(second), "d"(0), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    seen.first = first;
#else
    /* Its first register is the result's: the second is looked at. */
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = first;
    register long x1 __asm__("x1") = second;
    register long x2 __asm__("x2") = 0;
    register long x3 __asm__("x3") = 0;
    register long x4 __asm__("x4") = 0;
    __asm__ volatile("svc #0" : "+r"(x0), "+r"(x1) : "r"(x8), "r"(x2), "r"(x3), "r"(x4) : "memory");
    seen.result = x0;
    seen.first = x1 == second ? first : -1;
#endif
    seen.below_changed = 0;
    for (int i = 0; i < 3072; i++) seen.below_changed += ((volatile unsigned char *)below)[i] != (unsigned char)(i * 7);
    return seen;
}

static void say(const char *what, struct seen seen, long first, struct arguments *arguments, int child) {
    printf("%s, %s: first argument %s, below the stack %ld changed", what, child ? "child" : "maker",
           seen.first == first ? "as it was" : "changed", seen.below_changed);
    if (arguments) printf(", flags %llx", (unsigned long long)arguments->flags);
    if (!child && seen.result < 0) printf(", %s", strerrorname_np((int)-seen.result));
    puts("");
    fflush(stdout);
}

static void try_call(const char *what, long number, long first, long second, struct arguments *arguments) {
    struct seen seen = call(number, first, second);
    if (seen.result == 0) {
        say(what, seen, first, arguments, 1);
        _exit(chdir("/by-child") == -1 ? errno : 0);
    }
    int status = 0;
    if (seen.result > 0) waitpid((pid_t)seen.result, &status, 0);
    say(what, seen, first, arguments, 0);
    if (seen.result > 0) printf("  it ended with %d\n", status);
}

static struct arguments shared = {CLONE_UNTRACED, 0, 0, 0, SIGCHLD, 0, 0, 0};

static void *together(void *argument) {
    (void)argument;
    long bad = 0;
    for (int i = 0; i < 50; i++) {
        struct seen seen = call(SYS_clone3, (long)&shared, sizeof shared);
        if (seen.result == 0) _exit(chdir("/by-thread") == -1 ? errno : 0);
        int status = 0;
        bad += seen.result < 0 || waitpid((pid_t)seen.result, &status, __WALL) < 0 || WEXITSTATUS(status) != ENOENT;
        bad += seen.first != (long)&shared || shared.flags != CLONE_UNTRACED || seen.below_changed;
    }
    return (void *)bad;
}

int main(void) {
    struct arguments arguments = {CLONE_UNTRACED, 0, 0, 0, SIGCHLD, 0, 0, 0};
    try_call("clone", SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0);
    try_call("clone that fails", SYS_clone, CLONE_UNTRACED | CLONE_THREAD, 0, 0);
    try_call("clone3", SYS_clone3, (long)&arguments, sizeof arguments, &arguments);

    struct arguments *fixed = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *fixed = arguments;
    mprotect(fixed, 4096, PROT_READ);
    try_call("clone3 of what is read-only", SYS_clone3, (long)fixed, sizeof *fixed, fixed);

    struct arguments wrong = arguments;
    wrong.flags |= CLONE_THREAD;
    try_call("clone3 that fails", SYS_clone3, (long)&wrong, sizeof wrong, &wrong);
    try_call("clone3 of a wrong size", SYS_clone3, (long)&arguments, 8, &arguments);
    try_call("clone3 of nothing", SYS_clone3, 8, sizeof arguments, 0);

    pthread_t threads[4];
    for (int i = 0; i < 4; i++) pthread_create(&threads[i], 0, together, 0);
    long bad = 0;
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(threads[i], &result);
        bad += (long)result;
    }
    printf("of 200 by threads at once %ld are wrong\n", bad);
    return 0;
}
