/* What the programs of InlineHazardTest share: calls that can be recorded inside, and what each must answer. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CODE 0x70000000UL
#define RING 0x70010000UL
#define END 0x70210000UL

static int wrong;

#ifdef PADDED
/* Calls as Go and most of musl make them: one place for all numbers, and padding behind it. */
long padded(long number, ...);
extern char behind_padded[];
asm(".pushsection .text\n"
    ".balign 32\n"
    "padded: mov %rdi, %rax\n mov %rsi, %rdi\n mov %rdx, %rsi\n mov %rcx, %rdx\n mov %r8, %r10\n syscall\n"
    "behind_padded: ret\n"
    ".balign 32\n"
    ".popsection\n");

__attribute__((unused)) static int answered(long result) {
    if (result < 0 && result > -4096) {
        errno = -result;
        return -1;
    }
    return (int)result;
}

#define open(path, ...) answered(padded(SYS_open, path, __VA_ARGS__))
#define close(fd) answered(padded(SYS_close, (long)(fd)))
#define fcntl(fd, ...) answered(padded(SYS_fcntl, (long)(fd), __VA_ARGS__))
#define access(path, mode) answered(padded(SYS_access, path, (long)(mode)))
#define stat(path, status) answered(padded(SYS_stat, path, status))
#define readlink(path, text, size) answered(padded(SYS_readlink, path, text, size))
#define getcwd(text, size) (answered(padded(SYS_getcwd, text, size)) < 0 ? (char *)0 : (text))
/* Does not write the number before the call. */
#define NUMBER(number) "push $" #number "\n pop %rax\n"
#else
#define NUMBER(number) "mov $" #number ", %eax\n"
#endif

/* So many times, or more where a long run is asked for. */
__attribute__((unused)) static int many(int times) {
    const char *factor = getenv("MANY");
    return times * (factor ? atoi(factor) : 1);
}

__attribute__((unused)) static void check(int holds, const char *what) {
    if (!holds) {
        wrong++;
        printf("wrong: %s, errno %d\n", what, errno);
    }
}

/* Asks a few questions, n times: enough of them and the process is prepared. */
__attribute__((unused)) static void warm(int n) {
    struct stat status;
    char text[4096];
    for (int i = 0; i < n; i++) {
        check(readlink("/proc/self/root", text, sizeof text) == 1 && text[0] == '/', "readlink");
        check(readlink("/etc/passwd", text, sizeof text) == -1 && errno == EINVAL, "readlink of no link");
        check(getcwd(text, sizeof text) == text && text[0] == '/', "getcwd");
        check(stat("/etc/passwd", &status) == 0 && S_ISREG(status.st_mode), "stat");
        check(access("/etc/nothing-there", F_OK) == -1 && errno == ENOENT, "access");
        int fd = open("/etc/passwd", O_RDONLY);
        check(fd >= 0, "open");
        check(fcntl(fd, F_GETFD) == 0, "fcntl");
        check(close(fd) == 0, "close");
        check(close(9999) == -1 && errno == EBADF, "close of nothing");
    }
}

/* Whether a call is recorded inside: the head of the thread's slot moves. */
__attribute__((unused)) static int is_inside(void) {
    unsigned long before, after;
    __asm__ volatile("mov %%gs:0, %0" : "=r"(before));
    check(access("/etc/nothing-there", F_OK) == -1 && errno == ENOENT, "access");
    __asm__ volatile("mov %%gs:0, %0" : "=r"(after));
    return before != after;
}

/* Whether the kernel lets programs read and set gs by instructions: from Linux 5.9 on, HWCAP2_FSGSBASE. */
__attribute__((unused)) static int has_gs_instructions(void) {
    return (getauxval(AT_HWCAP2) & 2) != 0;
}

/* Asks until the answers are recorded inside, where patches wait for other threads; at once without us. */
__attribute__((unused)) static void until_inside(void) {
    unsigned long gs = 0;
    if (has_gs_instructions()) {
        __asm__ volatile("rdgsbase %0" : "=r"(gs));
    }
    for (int i = 0; gs != 0 && i < 20000 && !is_inside(); i++) {
        warm(1);
    }
}

__attribute__((unused)) static int done(void) {
    printf("%d wrong\n", wrong);
    return wrong != 0;
}
