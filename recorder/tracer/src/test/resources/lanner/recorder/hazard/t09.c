// Signals of every origin reach their handlers, with what they carry.
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

static sigjmp_buf back;
static volatile int queued, sum, children, traps, interrupted;

static void on(int signal, siginfo_t *info, void *context) {
#ifdef __aarch64__
    /* The instruction that traps is not passed by itself. */
    if (signal == SIGTRAP && info->si_code > 0) ((ucontext_t *) context)->uc_mcontext.pc += 4;
#endif
    (void) context;
    if (signal == SIGSEGV) {
        if (info->si_addr == (void *) 0x10) siglongjmp(back, 1);
        _exit(2);
    }
    if (signal == SIGRTMIN) {
        queued++;
        sum += info->si_code == SI_QUEUE && info->si_pid == getpid() ? info->si_value.sival_int : 0;
    }
    if (signal == SIGCHLD && info->si_code == CLD_EXITED && info->si_status == 6) children++;
    if (signal == SIGTRAP) traps++;
    if (signal == SIGALRM) interrupted++;
}

int main(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on;
    action.sa_flags = SA_SIGINFO;
    int handled[] = {SIGSEGV, SIGRTMIN, SIGCHLD, SIGTRAP, SIGALRM};
    for (int i = 0; i < 5; i++) sigaction(handled[i], &action, 0);

    sigset_t blocked, old;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &blocked, &old);
    for (int i = 1; i <= 10; i++) sigqueue(getpid(), SIGRTMIN, (union sigval) {.sival_int = i});
    sigprocmask(SIG_SETMASK, &old, 0);

    raise(SIGTRAP);
#ifdef __aarch64__
    __asm__ volatile("brk #0");
#else
    __asm__ volatile("int3");
#endif
    if (!sigsetjmp(back, 1)) *(volatile int *) 0x10 = 1;

    sigaddset(&blocked, SIGCHLD);
    sigaddset(&blocked, SIGALRM);
    sigprocmask(SIG_BLOCK, &blocked, &old);
    if (fork() == 0) _exit(6);
    while (!children) sigsuspend(&old);
    alarm(1);
    while (!interrupted) sigsuspend(&old);
    sigprocmask(SIG_SETMASK, &old, 0);
    wait(0);
    printf("queued %d, sum %d, traps %d, children %d, alarms %d\n", queued, sum, traps, children, interrupted);
    fflush(stdout);
    kill(getpid(), SIGUSR1);
    return 1;
}
