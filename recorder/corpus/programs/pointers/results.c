// Calls that write a result answer EFAULT for a bad pointer, and do or leave undone as bare.
#include "../check.h"

int main(void) {
    show(pipe((void *)8));
    show(pipe2((void *)8, O_CLOEXEC));
    show(open("/dev/null", O_RDONLY));
    show(syscall(SYS_fstat, 0, 8));
    show(syscall(SYS_getcwd, 8, 100));
    show(syscall(SYS_uname, 8));
    show(syscall(SYS_gettimeofday, 8, 0));
    show(syscall(SYS_clock_gettime, 0, 8));
    show(syscall(SYS_nanosleep, 8, 0));
    show(syscall(SYS_rt_sigaction, SIGUSR1, 8, 0, 8));
    show(syscall(SYS_rt_sigaction, SIGUSR1, 0, 8, 8));
    show(syscall(SYS_rt_sigaction, SIGUSR1, 0, 0, 4));
    show(syscall(SYS_rt_sigprocmask, 0, 8, 0, 8));
    show(syscall(SYS_rt_sigtimedwait, 8, 0, 0, 8));
    show(syscall(SYS_getrlimit, 0, 8));
    show(syscall(SYS_sigaltstack, 8, 0));
    show(syscall(SYS_sched_getaffinity, 0, 8, 8));
    show(syscall(SYS_sched_setaffinity, 0, 8, 8));
    show(syscall(SYS_futex, 8, FUTEX_WAIT, 0, 0, 0, 0));
    show(syscall(SYS_futex, 1, FUTEX_WAKE, 0, 0, 0, 0));
    show(syscall(SYS_epoll_wait, 0, 8, 1, 0));
    show(syscall(SYS_poll, 8, 1, 0));
    show(syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", 8, 24));
    show(syscall(SYS_clone3, 8, 64));
    show(syscall(SYS_capget, 8, 8));
    show(syscall(SYS_prctl, PR_SET_NAME, 8, 0, 0, 0));
    show(syscall(SYS_seccomp, 1, 0, 8));
    show(syscall(SYS_io_uring_setup, 4, 8));
    show(syscall(SYS_clone, CLONE_PARENT_SETTID | CLONE_PIDFD | SIGCHLD, 0, 8, 0, 0));
}
