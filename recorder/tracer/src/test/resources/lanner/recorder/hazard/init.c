/*
 * The first process of a PID namespace of its own does something that it may die of; its maker prints how it ended. The
 * argument says what: abort, a fault, a call that a filter traps, a signal that it sends to itself.
 */
#define _GNU_SOURCE
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void trapped_call(unsigned verdict) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_chdir, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, verdict),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0)) _exit(90);
    if (chdir("/nothing")) _exit(92);
}

static volatile int caught;

static void on_fault(int signal) {
    caught = signal;
    _exit(40 + signal);
}

static void *fault(void *argument) {
    (void)argument;
    *(volatile int *)8 = 1;
    return 0;
}

/* The machine's own means. A division by zero is no fault on every machine. */
#ifdef __x86_64__
#define ILLEGAL "ud2"
#define TRAP "int3"
#define DIVIDE "xor %%ecx, %%ecx; idiv %%ecx"
#define NO_STACK "xor %%esp, %%esp; push %%rax"
#else
#define ILLEGAL "udf #0"
#define TRAP "brk #0"
#define NO_STACK "mov x1, #0; mov sp, x1; str x0, [sp, #-16]!"
#endif

static void act(const char *what) {
    pthread_t thread;
    if (!strcmp(what, "abort")) abort();
    if (!strcmp(what, "segv")) fault(0);
    if (!strcmp(what, "thread")) pthread_create(&thread, 0, fault, 0), pause();
    if (!strcmp(what, "ill")) __asm__ volatile(ILLEGAL);
#ifdef DIVIDE
    if (!strcmp(what, "fpe")) __asm__ volatile(DIVIDE : : : "eax", "ecx", "edx");
#endif
    if (!strcmp(what, "trap")) __asm__ volatile(TRAP);
    if (!strcmp(what, "bus")) {
        FILE *file = tmpfile();
        *(volatile char *)mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0) = 1;
    }
    if (!strcmp(what, "stack")) {
        struct rlimit limit = {65536, 65536};
        setrlimit(RLIMIT_STACK, &limit);
        __asm__ volatile(NO_STACK : : : "memory");
    }
    if (!strcmp(what, "sys")) trapped_call(SECCOMP_RET_TRAP);
    if (!strcmp(what, "kill-process")) trapped_call(SECCOMP_RET_KILL_PROCESS);
    if (!strcmp(what, "caught")) signal(SIGSEGV, on_fault), fault(0);
    if (!strcmp(what, "blocked")) {
        sigset_t all;
        sigfillset(&all);
        sigprocmask(SIG_BLOCK, &all, 0);
        fault(0);
    }
    if (!strcmp(what, "ignored")) signal(SIGSEGV, SIG_IGN), fault(0);
    if (!strcmp(what, "sent")) {
        /* None of these reaches a process that is the first of its namespace. */
        raise(SIGTERM);
        raise(SIGSEGV);
        raise(SIGSYS);
        kill(getpid(), SIGKILL);
        if (fork() == 0) _exit(kill(1, SIGTERM) || kill(1, SIGKILL));
        wait(0);
        _exit(23);
    }
    _exit(91);
}

int main(int count, char **arguments) {
    if (count < 2) return 2;
#ifndef DIVIDE
    if (!strcmp(arguments[1], "fpe")) return 77;
#endif
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (unshare(CLONE_NEWPID) && unshare(CLONE_NEWUSER | CLONE_NEWPID)) {
        puts("no namespaces");
        return 77;
    }
    pid_t child = fork();
    if (child == 0) act(arguments[1]);
    int status;
    waitpid(child, &status, 0);
    printf("%s: %s %d\n", arguments[1], WIFSIGNALED(status) ? "signal" : "exit",
           WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    return 5;
}
