// Children that ask not to be traced, by every call that can make them.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// struct clone_args of linux/sched.h, first version
struct arguments {
    uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
};

static void child(const char *name) {
    _exit(chdir(name) == -1 ? errno : 0);
}

static void report(const char *call, long pid) {
    int status = 0;
    if (waitpid(pid, &status, 0) != pid) puts("no child");
    printf("%s: %s\n", call, strerror(WEXITSTATUS(status)));
    fflush(stdout);
}

// With an argument by a 32-bit call too: not every kernel has them.
int main(int count, char **words) {
    (void)words;
    long pid = syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
    if (pid == 0) child("/by-clone");
    report("clone", pid);

    struct arguments arguments;
    memset(&arguments, 0, sizeof arguments);
    arguments.flags = CLONE_UNTRACED;
    arguments.exit_signal = SIGCHLD;
    pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid == 0) child("/by-clone3");
    report("clone3", pid);

    if (count == 1) return 0;

#ifdef __x86_64__
    // A 32-bit call out of a 64-bit program, as i386 numbers it.
    long kept = 0x1234567;
    int made;
    __asm__ volatile("int $0x80"
                     : "=a"(made), "+D"(kept)
                     : "a"(120), "b"(CLONE_UNTRACED | SIGCHLD), "c"(0), "d"(0), "S"(0)
                     : "memory", "r8", "r9", "r10", "r11");
    if (made == 0) child("/by-i386-clone");
    report("clone of i386", made);
    printf("the fifth argument is left alone: %d\n", kept == 0x1234567);
#endif
    return 0;
}
