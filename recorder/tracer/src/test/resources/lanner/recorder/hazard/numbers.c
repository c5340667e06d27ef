/* Makes calls of numbers that there are none of, in every table of the kernel. With an argument it waits for input first. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const long numbers[] = {-1,         -2,          -10,           -4095,      480,        511,        512,
                               547,        600,         9999,          1000000,    2147483647, -2147483648, 1073742324,
                               1073742372, 3221225472L, 4294967295L};

#ifdef __x86_64__
static long i386(long number) {
    long result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(number), "b"(11L), "c"(22L), "d"(33L), "S"(44L), "D"(55L)
                     : "memory", "r8", "r9", "r10", "r11");
    return result;
}

/* A kernel without 32-bit calls ends the process by a signal. */
static int has_i386(void) {
    pid_t child = fork();
    if (child == 0) {
        i386(20);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    return status == 0;
}
#else
static long i386(long number) { return number; }
static int has_i386(void) { return 0; }
#endif

int main(int count, char **arguments) {
    (void)arguments;
    char byte;
    if (count > 1) {
        puts("ready");
        fflush(stdout);
        if (read(0, &byte, 1) != 1) return 2;
    }
    int both = has_i386();
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        errno = 0;
        long result = syscall(numbers[i], 11, 22, 33, 44, 55, 66);
        printf("%ld: %ld %s", numbers[i], result, strerror(errno));
        if (both) printf(", i386 %ld", i386(numbers[i]));
        puts("");
    }
    return 7;
}
