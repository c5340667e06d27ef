/* What seccomp(2) tells a thread without a filter, and its strict mode; one child a case, its end printed. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int pipes[2];

static long call(long number, long a, long b, long c) {
    long result = syscall(number, a, b, c);
    return result < 0 ? -errno : result;
}

#ifdef __x86_64__
static long call32(long number, long a, long b, long c) {
    long result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(number), "b"(a), "c"(b), "d"(c)
                     : "memory", "r8", "r9", "r10", "r11");
    return result;
}

/* A call with these registers; whether it has left the last three as they were. */
static char keeps(long number, long first, long second, long third) {
    long result, one = first, two = second, three = third;
    __asm__ volatile("syscall" : "=a"(result), "+D"(one), "+S"(two), "+d"(three) : "a"(number) : "rcx", "r11", "memory");
    return result == 0 && one == first && two == second && three == third;
}
static void read_the_clock(void) { __builtin_ia32_rdtsc(); }
#else
static long call32(long number, long a, long b, long c) { return number + a + b + c; }

/* The first register is the result's. */
static char keeps(long number, long first, long second, long third) {
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = first;
    register long x1 __asm__("x1") = second;
    register long x2 __asm__("x2") = third;
    __asm__ volatile("svc #0" : "+r"(x0), "+r"(x1), "+r"(x2) : "r"(x8) : "memory");
    return x0 == 0 && x1 == second && x2 == third;
}
static void read_the_clock(void) {
    long now;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(now));
}
#endif

static void say(const char *text) {
    if (write(1, text, strlen(text)) < 0) _exit(99);
}

static void answers(const char *what, long result) {
    char text[100];
    snprintf(text, sizeof text, "%s %ld\n", what, result);
    say(text);
}

static long get(void) { return call(SYS_prctl, PR_GET_SECCOMP, 0, 0); }
static long strict(void) { return call(SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0); }
static void leave(int status) { call(SYS_exit, status, 0, 0); }

static long filter(int flags) {
    struct sock_filter allow[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {1, allow};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return call(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, (long)&program);
}

/* The state of a process as /proc/PID/stat has it. */
static char state(const char *path) {
    char text[512] = "";
    int file = open(path, O_RDONLY);
    if (read(file, text, sizeof text - 1) < 0) say("no state\n");
    close(file);
    char *name = strrchr(text, ')');
    return name ? name[2] : '?';
}

static void asked(void) { answers("get", get()); answers("get", call(SYS_prctl, PR_GET_SECCOMP, 5, 7)); }
static void by_prctl(void) { answers("strict", call(SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 99)); leave(4); }
static void by_seccomp(void) { answers("strict", call(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, 0)); leave(4); }
static void wrongly(void) {
    answers("flags", call(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 1, 0));
    answers("argument", call(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, 1));
    answers("mode 3", call(SYS_prctl, PR_SET_SECCOMP, 3, 0));
    answers("mode 1 and a high bit", call(SYS_prctl, PR_SET_SECCOMP, 0x100000001, 0));
    answers("get", get());
}
static void registers(void) {
    say(keeps(SYS_prctl, 0x700000000 + PR_SET_SECCOMP, 1, 0x123456789abc) ? "kept\n" : "changed\n");
    leave(0);
}
static void asks_inside(void) { strict(); get(); }
static void strict_again(void) { strict(); strict(); }
static void ends_its_group(void) { strict(); _exit(3); }
static void unknown_number(void) { strict(); call(9999, 0, 0, 0); }
static void negative_number(void) { strict(); call(-1, 0, 0, 0); }
static void forks(void) { strict(); fork(); }
static void executes(void) { strict(); execl("/bin/true", "true", (char *)0); }
static void reads_the_clock(void) { strict(); read_the_clock(); say("no fault\n"); leave(0); }
static void bad_arguments(void) {
    strict();
    call(SYS_write, 1, 0, 5);
    call(SYS_write, 77, 0, 5);
    say("goes on\n");
    leave(8);
}
static void is_killed(void) {
    pid_t self = getpid();
    char path[64], byte;
    snprintf(path, sizeof path, "/proc/%d/stat", self);
    if (fork() == 0) {
        while (state(path) != 'S') ;
        kill(self, SIGTERM);
        _exit(0);
    }
    strict();
    if (read(pipes[0], &byte, 1)) say("read\n");
}
static void handler(int signal) { say(signal == SIGUSR1 ? "handler\n" : "?\n"); }
static void handles(void) {
    pid_t self = getpid();
    char path[64], byte = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", self);
    signal(SIGUSR1, handler);
    if (fork() == 0) {
        while (state(path) != 'S') ;
        kill(self, SIGUSR1);
        if (write(pipes[1], "y", 1) != 1) say("no write\n");
        _exit(0);
    }
    strict();
    say(read(pipes[0], &byte, 1) == 1 && byte == 'y' ? "read\n" : "interrupted\n");
    leave(6);
}
static void has_its_own(void) {
    answers("filter", filter(0));
    answers("get", get());
    answers("strict", strict());
    answers("strict", call(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, 0));
    if (fork() == 0) {
        answers("get", get());
        _exit(0);
    }
    wait(0);
}
static void *leaves(void *nothing) { answers("strict", strict()); leave(0); return nothing; }
static void *is_expelled(void *nothing) { answers("strict", strict()); call(SYS_getppid, 0, 0, 0); return nothing; }
static void *stays(void *nothing) {
    char byte;
    strict();
    if (write(pipes[1], "s", 1) == 1) while (read(pipes[0], &byte, 1) >= 0) ;
    return nothing;
}
static void with(void *(*what)(void *)) {
    pthread_t thread;
    pthread_create(&thread, 0, what, 0);
    pthread_join(thread, 0);
    say("joined\n");
    answers("get", get());
    exit(5);
}
static void a_thread_leaves(void) { with(leaves); }
static void a_thread_is_expelled(void) { with(is_expelled); }
static void *outlives(void *how) {
    while (state("/proc/self/stat") != 'Z') ;
    say("the other goes on\n");
    if (how) _exit(7);
    strict();
    call(SYS_getppid, 0, 0, 0);
    return how;
}
static void is_outlived(void *how) {
    pthread_t thread;
    pthread_create(&thread, 0, outlives, how);
    strict();
    call(SYS_getppid, 0, 0, 0);
    say("never\n");
}
static void the_first_is_expelled(void) { is_outlived("exits"); }
static void both_are_expelled(void) { is_outlived(0); }
static void filters_all_threads(void) {
    pthread_t thread;
    char byte;
    int other[2];
    if (pipe(other)) _exit(99);
    int kept = pipes[0];
    pipes[0] = other[0];
    pthread_create(&thread, 0, stays, 0);
    if (read(kept, &byte, 1) != 1) say("no start\n");
    answers("a thread in the way", filter(SECCOMP_FILTER_FLAG_TSYNC) > 0);
    answers("named by an error", filter(SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH));
    answers("get", get());
    answers("alone", filter(0));
    exit(2);
}

static void by_32(void) {
    answers("get", call32(172, PR_GET_SECCOMP, 0, 0));
    answers("strict", call32(172, PR_SET_SECCOMP, 1, 0));
    call32(4, 1, 0, 0);
    call(SYS_write, 1, (long)"64\n", 3);
    call32(1, 9, 0, 0);
}
static void by_32_seccomp(void) { answers("strict", call32(354, 0, 0, 0)); call32(20, 0, 0, 0); }
static void another_table(void) { strict(); call32(60, 0, 0, 0); say("umask\n"); leave(0); }
static void sigreturn_32(void) { strict(); call32(173, 0, 0, 0); say("never\n"); }

typedef struct { const char *name; void (*run)(void); } Case;
#define CASE(name) {#name, name}
static Case cases[] = {
    CASE(asked), CASE(by_prctl), CASE(by_seccomp), CASE(wrongly), CASE(registers), CASE(asks_inside), CASE(strict_again),
    CASE(ends_its_group), CASE(unknown_number), CASE(negative_number), CASE(forks), CASE(executes), CASE(reads_the_clock),
    CASE(bad_arguments), CASE(is_killed), CASE(handles), CASE(has_its_own), CASE(a_thread_leaves),
    CASE(a_thread_is_expelled), CASE(the_first_is_expelled), CASE(both_are_expelled), CASE(filters_all_threads), {0, 0}};
static Case cases32[] = {CASE(by_32), CASE(by_32_seccomp), CASE(another_table), CASE(sigreturn_32), {0, 0}};

int main(int count, char **words) {
    (void)words;
    for (Case *each = count > 1 ? cases32 : cases; each->name; each++) {
        if (pipe(pipes)) return 1;
        pid_t child = fork();
        if (child == 0) {
            each->run();
            exit(0);
        }
        int status;
        waitpid(child, &status, 0);
        printf("%s: %x\n", each->name, status);
        fflush(stdout);
        close(pipes[0]);
        close(pipes[1]);
    }
}
