// Over an exec stay: directory, umask, limits, nice, process group, alarm, name of the session; the name changes.
#include "../check.h"

int main(int n, char **a) {
    if (n > 1) {
        char name[16], cwd[PATH_MAX];
        struct rlimit l;
        say("%o\n", umask(0));
        getrlimit(RLIMIT_NOFILE, &l);
        show(l.rlim_cur);
        show(getpriority(PRIO_PROCESS, 0));
        show(alarm(0) > 0);
        prctl(PR_GET_NAME, name);
        say("%s\n", name);
        show(prctl(PR_GET_PDEATHSIG, &n));
        show(n);
        show(prctl(PR_GET_KEEPCAPS));
        check(getpgrp() == getpid());
        return 0;
    }
    umask(013);
    struct rlimit l = {100, 100};
    setrlimit(RLIMIT_NOFILE, &l);
    nice(3);
    alarm(100);
    setpgid(0, 0);
    prctl(PR_SET_NAME, "before");
    prctl(PR_SET_KEEPCAPS, 1);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    execl("/proc/self/exe", "after", "x", (char *)0);
}
