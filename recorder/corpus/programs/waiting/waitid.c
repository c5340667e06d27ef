// waitid answers for exits, deaths, stops and continues, leaves the child with WNOWAIT and fills the usage.
#include "../check.h"

int main(void) {
    siginfo_t i = {0};
    struct rusage u = {0};
    pid_t p = child(raise(SIGSTOP); _exit(5));
    show(waitid(P_PID, p, &i, WSTOPPED | WNOWAIT)); say("%d %d\n", i.si_code, i.si_status);
    show(waitid(P_PID, p, &i, WSTOPPED)); say("%d %d\n", i.si_code, i.si_status);
    kill(p, SIGCONT);
    show(waitid(P_PID, p, &i, WCONTINUED)); say("%d %d\n", i.si_code, i.si_status);
    show(waitid(P_PID, p, &i, WEXITED | WNOWAIT)); say("%d %d\n", i.si_code, i.si_status);
    show(syscall(SYS_waitid, P_PID, p, &i, WEXITED, &u)); say("%d %d %d\n", i.si_code, i.si_status, u.ru_maxrss > 0);
    p = child(raise(SIGKILL));
    show(waitid(P_ALL, 0, &i, WEXITED)); say("%d %d %d\n", i.si_code, i.si_status, i.si_pid == p);
    show(waitid(P_ALL, 0, &i, WEXITED));
    show(waitid(P_PID, 1, &i, WEXITED | WNOHANG));
    show(waitid(P_PID, getpid(), &i, 0));
}
