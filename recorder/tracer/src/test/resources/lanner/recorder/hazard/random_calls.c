/*
 * Makes thousands of calls with arguments that mean nothing: numbers out of every range, pointers to nothing, to the end of
 * a page, to structures of noise. None of them does anything; each must fail, or not, as it does bare. The argument is the
 * seed, so that two runs make the same calls.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 40, CALLS = 100, PAGE = 4096, OUT = 600, WAITS = 10 };

static const int calls[] = {
    SYS_read, SYS_write, SYS_openat, SYS_openat2, SYS_fstat, SYS_newfstatat, SYS_faccessat, SYS_readlinkat,
    SYS_renameat, SYS_renameat2, SYS_mkdirat, SYS_linkat, SYS_symlinkat, SYS_unlinkat, SYS_fchmod, SYS_fchmodat,
    SYS_fchown, SYS_fchownat, SYS_truncate, SYS_ftruncate, SYS_utimensat, SYS_setxattr, SYS_getxattr, SYS_fsetxattr,
    SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_sendto, SYS_recvfrom, SYS_sendmsg, SYS_recvmsg,
    SYS_sendmmsg, SYS_recvmmsg, SYS_setsockopt, SYS_getsockopt, SYS_getsockname, SYS_getpeername, SYS_socket,
    SYS_socketpair, SYS_pipe2, SYS_dup3, SYS_fcntl, SYS_ioctl, SYS_flock, SYS_pread64, SYS_pwrite64, SYS_readv,
    SYS_writev, SYS_preadv, SYS_pwritev, SYS_sendfile, SYS_splice, SYS_tee, SYS_copy_file_range, SYS_execve,
    SYS_execveat, SYS_getdents64, SYS_epoll_ctl, SYS_timerfd_settime, SYS_mount, SYS_umount2, SYS_process_vm_readv,
    SYS_capset, SYS_io_uring_enter, SYS_io_uring_setup, SYS_clone3, SYS_mknodat, SYS_name_to_handle_at,
    SYS_open_by_handle_at, SYS_sched_getaffinity, SYS_getcwd, SYS_chdir, SYS_fchdir, SYS_chroot, SYS_memfd_create,
    SYS_close_range, 9999, 511, -5, -1000000,
#ifdef SYS_open
    SYS_open, SYS_creat, SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_rename, SYS_mkdir, SYS_rmdir, SYS_link,
    SYS_symlink, SYS_unlink, SYS_chmod, SYS_chown, SYS_pipe, SYS_dup2, SYS_mknod,
#endif
};

static uint64_t state;

static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static char *noise;

static long value(void) {
    static const long fixed[] = {0, 1, 8, -1, -100, 999, 4096, 65536, 2147483647, -2147483648L, 4294967295L, 4294967395L,
                                 0x100000003E7L, 0x7fffffffffffffffL, -0x7fffffffffffffffL - 1, 0xdeadbeef000L,
                                 0x7ffffffff000L, -4096, 1000000, 888888888};
    uint64_t which = next() % 30;
    if (which < sizeof fixed / sizeof *fixed) return fixed[which];
    if (which < 26) return (long)noise;                              /* a path that is not there, then noise */
    if (which < 28) return (long)(noise + PAGE - 1 - next() % 64);   /* noise that never ends */
    return (long)(next() >> 1 | 1ULL << 62);                         /* no address */
}

static void child(uint64_t seed) {
    /* At a fixed place: addresses are flags and sizes to some calls. */
    char *pages = mmap((void *)0x10000000, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    mprotect(pages + PAGE, PAGE, PROT_NONE);
    noise = pages;
    /* No descriptor that a call may name is open; what is said goes through one that none names. */
    dup2(1, OUT);
    close_range(0, OUT - 1, 0);
    close_range(OUT + 1, ~0U, 0);
    /* A call may wait for ever: a read of a pipe whose other end is the child's own. */
    alarm(WAITS);
    state = seed * 0x9E3779B97F4A7C15ULL + 1;
    for (int i = 0; i < CALLS; i++) {
        /* Each call finds the same noise, whatever the one before has written. */
        uint64_t kept = state;
        for (int at = 0; at < PAGE; at++) pages[at] = (char)(next() | 1);
        strcpy(pages, "/nothing/nowhere");
        state = kept;
        int number = calls[next() % (sizeof calls / sizeof *calls)];
        long arguments[6];
        for (int a = 0; a < 6; a++) arguments[a] = value();
        if (number == SYS_close_range && (unsigned)arguments[0] < 900) arguments[0] = 900;
        long result = syscall(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
        dprintf(OUT, "%d: %ld %s\n", number, result, result < 0 ? strerror(errno) : "");
    }
    _exit(0);
}

int main(int count, char **arguments) {
    uint64_t seed = count > 1 ? strtoull(arguments[1], 0, 10) : 1;
    for (int i = 0; i < CHILDREN; i++) {
        pid_t made = fork();
        if (made == 0) child(seed * CHILDREN + (uint64_t)i);
        int status;
        if (waitpid(made, &status, 0) != made) return 1;
        printf("child %d: %d\n", i, status);
        fflush(stdout);
    }
    return 6;
}
