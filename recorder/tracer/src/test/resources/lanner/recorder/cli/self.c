/* Prints what a program can ask about itself: a name, and what the kernel answers, one a line. Nothing that changes from
   run to run, as ids and addresses, is printed. */
#define _GNU_SOURCE
#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/keyctl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <sys/utsname.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void number(const char *name, long value) { printf("%s %ld\n", name, value); }

static void answer(const char *name, long result) {
    if (result == -1) printf("%s %s\n", name, strerrorname_np(errno));
    else printf("%s %#lx\n", name, result);
}

static char *text(const char *path) {
    static char content[1 << 20];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : 0, more;
    while (file >= 0 && (more = read(file, content + length, sizeof content - 1 - length)) > 0) length += more;
    if (file >= 0) close(file);
    if (length < 0) snprintf(content, sizeof content, "%s\n", strerrorname_np(errno));
    else content[length] = 0;
    return content;
}

/* A file of /proc/self, of several lines each with its own name. */
static void file(const char *name) {
    char path[100], *rest = 0;
    snprintf(path, sizeof path, "/proc/self/%s", name);
    char *line = strtok_r(text(path), "\n", &rest);
    for (int at = 0; line; line = strtok_r(0, "\n", &rest), at++) printf("/proc/self/%s.%d %s\n", name, at, line);
}

static void link_of(const char *path) {
    char to[4096];
    ssize_t length = readlink(path, to, sizeof to - 1);
    if (length < 0) printf("%s %s\n", path, strerrorname_np(errno));
    else printf("%s %.*s\n", path, (int)length, to);
}

static void prctls(void) {
    static const struct { const char *name; int option; } asked[] = {
        {"PR_GET_PDEATHSIG", -PR_GET_PDEATHSIG}, {"PR_GET_DUMPABLE", PR_GET_DUMPABLE}, {"PR_GET_KEEPCAPS", PR_GET_KEEPCAPS},
        {"PR_GET_TIMING", PR_GET_TIMING}, {"PR_GET_SECCOMP", PR_GET_SECCOMP}, {"PR_GET_TSC", -PR_GET_TSC},
        {"PR_GET_SECUREBITS", PR_GET_SECUREBITS}, {"PR_GET_TIMERSLACK", PR_GET_TIMERSLACK}, {"PR_MCE_KILL_GET", PR_MCE_KILL_GET},
        {"PR_GET_CHILD_SUBREAPER", -PR_GET_CHILD_SUBREAPER}, {"PR_GET_NO_NEW_PRIVS", PR_GET_NO_NEW_PRIVS},
        {"PR_GET_THP_DISABLE", PR_GET_THP_DISABLE}, {"PR_GET_IO_FLUSHER", PR_GET_IO_FLUSHER}, {"PR_GET_MDWE", 66},
        {"PR_GET_MEMORY_MERGE", 68}, {"PR_GET_TAGGED_ADDR_CTRL", PR_GET_TAGGED_ADDR_CTRL}, {"PR_GET_FP_MODE", PR_GET_FP_MODE}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        int value = -77, option = asked[i].option;
        long result = prctl(option < 0 ? -option : option, option < 0 ? (long)&value : 0L, 0, 0, 0);
        answer(asked[i].name, result);
        if (option < 0) number(asked[i].name, value);
    }
    for (int what = 0; what < 4; what++) {
        char name[40];
        snprintf(name, sizeof name, "PR_GET_SPECULATION_CTRL.%d", what);
        answer(name, prctl(PR_GET_SPECULATION_CTRL, what, 0, 0, 0));
    }
    char comm[17] = "";
    prctl(PR_GET_NAME, comm);
    printf("PR_GET_NAME %s\n", comm);
    for (int cap = 0; cap < 64; cap++) {
        int bound = prctl(PR_CAPBSET_READ, cap), ambient = prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, cap, 0, 0);
        if (bound >= 0) printf("capability.%d bounding %d ambient %d\n", cap, bound, ambient);
    }
}

static void seccomp_questions(void) {
    static const uint32_t actions[] = {SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD, SECCOMP_RET_TRAP, SECCOMP_RET_ERRNO,
        SECCOMP_RET_USER_NOTIF, SECCOMP_RET_TRACE, SECCOMP_RET_LOG, SECCOMP_RET_ALLOW, 0x12340000};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        char name[40];
        snprintf(name, sizeof name, "SECCOMP_GET_ACTION_AVAIL.%x", actions[i]);
        answer(name, syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &actions[i]));
    }
    struct seccomp_notif_sizes sizes = {0, 0, 0};
    answer("SECCOMP_GET_NOTIF_SIZES", syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes));
    printf("notif sizes %d %d %d\n", sizes.seccomp_notif, sizes.seccomp_notif_resp, sizes.seccomp_data);
}

static void rights(void) {
    uid_t r, e, s;
    getresuid(&r, &e, &s);
    printf("users %d %d %d\n", r, e, s);
    getresgid(&r, &e, &s);
    printf("groups %d %d %d\n", r, e, s);
    gid_t groups[100];
    int count = getgroups(100, groups);
    for (int i = 0; i < count; i++) printf("supplementary.%d %d\n", i, groups[i]);
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2];
    answer("capget", syscall(SYS_capget, &header, sets));
    for (int i = 0; i < 2; i++) printf("capabilities.%d %x %x %x\n", i, sets[i].effective, sets[i].permitted, sets[i].inheritable);
    number("AT_SECURE", getauxval(AT_SECURE));
}

static void limits(void) {
    for (int which = 0; which < RLIM_NLIMITS; which++) {
        struct rlimit limit;
        if (getrlimit(which, &limit)) printf("rlimit.%d %s\n", which, strerrorname_np(errno));
        else printf("rlimit.%d %lx %lx\n", which, limit.rlim_cur, limit.rlim_max);
    }
}

static void scheduling(void) {
    errno = 0;
    number("nice", getpriority(PRIO_PROCESS, 0));
    number("policy", sched_getscheduler(0));
    struct sched_param parameters;
    sched_getparam(0, &parameters);
    number("priority", parameters.sched_priority);
    struct { uint32_t size, policy; uint64_t flags; int32_t nice; uint32_t priority; uint64_t runtime, deadline, period; uint32_t low, high; } attributes = {0};
    answer("sched_getattr", syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0));
    printf("attributes %u %u %lx %d %u %lx %u %u\n", attributes.size, attributes.policy, attributes.flags, attributes.nice,
           attributes.priority, attributes.runtime, attributes.low, attributes.high);
    cpu_set_t processors = {0}; /* the call itself fills as many bytes as the kernel has processors for */
    answer("sched_getaffinity", syscall(SYS_sched_getaffinity, 0, sizeof processors, &processors) > 0);
    for (int i = 0; i < CPU_SETSIZE; i++) if (CPU_ISSET(i, &processors)) printf("processor %d\n", i);
    number("nproc", sysconf(_SC_NPROCESSORS_ONLN));
    answer("ioprio", syscall(SYS_ioprio_get, 1, 0));
    int mode = -1;
    answer("get_mempolicy", syscall(SYS_get_mempolicy, &mode, 0, 0, 0, 0));
    number("mempolicy", mode);
    struct timespec slice = {0, 0};
    answer("sched_rr_get_interval", sched_rr_get_interval(0, &slice));
    answer("core scheduling", prctl(PR_SCHED_CORE, PR_SCHED_CORE_GET, 0, 0, 0));
}

static void signals(void) {
    sigset_t set;
    sigprocmask(SIG_SETMASK, 0, &set);
    for (int signal = 1; signal <= 64; signal++) {
        struct { void *handler; unsigned long flags; void *restorer; unsigned long mask; } action = {0, 0, 0, 0};
        if (syscall(SYS_rt_sigaction, signal, 0, &action, 8)) printf("signal.%d %s\n", signal, strerrorname_np(errno));
        else printf("signal.%d %p %lx %lx%s\n", signal, action.handler, action.flags, action.mask, sigismember(&set, signal) == 1 ? " blocked" : "");
    }
    sigpending(&set);
    for (int signal = 1; signal <= 64; signal++) if (sigismember(&set, signal) == 1) printf("pending %d\n", signal);
    stack_t stack;
    sigaltstack(0, &stack);
    printf("alternate stack %p %x %lx\n", stack.ss_sp, stack.ss_flags, stack.ss_size);
    static const int timers[] = {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF};
    for (int i = 0; i < 3; i++) {
        struct itimerval timer;
        getitimer(timers[i], &timer);
        printf("itimer.%d %ld %ld\n", i, timer.it_value.tv_sec, timer.it_interval.tv_sec);
    }
}

static void family(void) {
    number("leads its session", getsid(0) == getpid());
    number("leads its group", getpgrp() == getpid());
    number("same session as parent", getsid(0) == getsid(getppid()));
    number("same group as parent", getpgrp() == getpgid(getppid()));
    for (int fd = 0; fd < 3; fd++) {
        pid_t group = tcgetpgrp(fd);
        printf("terminal.%d %s foreground %d\n", fd, isatty(fd) ? "yes" : "no", group >= 0 && group == getpgrp());
        struct termios t;
        if (tcgetattr(fd, &t) == 0) printf("modes.%d %x %x %x %x\n", fd, t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag);
    }
    number("is waited for", getppid() > 0);
    int status;
    answer("wait4", syscall(SYS_wait4, -1, &status, WNOHANG | __WALL, 0));
}

static void descriptors(void) {
    for (int fd = 0; fd < 4096; fd++) {
        int flags = fcntl(fd, F_GETFD), mode = fcntl(fd, F_GETFL);
        if (flags < 0) continue;
        struct stat s;
        fstat(fd, &s);
        char path[64], to[4096];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, to, sizeof to);
        int named = length > 0 && *to == '/';
        printf("descriptor.%d %x %x %o %ld %.*s\n", fd, flags, mode, s.st_mode, S_ISREG(s.st_mode) ? 0L : (long)lseek(fd, 0, SEEK_CUR),
               named ? (int)length : 0, to);
    }
    answer("umask", umask(0));
    link_of("/proc/self/cwd");
    link_of("/proc/self/root");
    link_of("/proc/self/exe");
}

static void image(char **words) {
    for (char **each = words; *each; each++) printf("argument.%ld %s\n", (long)(each - words), *each);
    for (char **each = environ; *each; each++) printf("environment.%ld %s\n", (long)(each - environ), *each);
    char **end = environ;
    while (*end) end++;
    for (Elf64_auxv_t *each = (Elf64_auxv_t *)(end + 1); each->a_type != AT_NULL; each++) {
        int address = each->a_type == AT_PHDR || each->a_type == AT_BASE || each->a_type == AT_ENTRY || each->a_type == AT_RANDOM
                      || each->a_type == AT_SYSINFO_EHDR || each->a_type == AT_EXECFN || each->a_type == AT_PLATFORM;
        printf("auxiliary.%ld %lx\n", each->a_type, address ? 1 : each->a_un.a_val);
    }
    printf("AT_EXECFN %s\n", (char *)getauxval(AT_EXECFN));
    printf("AT_PLATFORM %s\n", (char *)getauxval(AT_PLATFORM));
    answer("personality", personality(0xffffffff));
    unsigned long gs = 0;
    answer("arch_prctl GET_GS", syscall(SYS_arch_prctl, 0x1004, &gs));
    number("gs", gs);
    answer("arch_prctl cpuid", syscall(SYS_arch_prctl, 0x1011, 0));
}

static void surroundings(void) {
    static const char *spaces[] = {"cgroup", "ipc", "mnt", "net", "pid", "pid_for_children", "time", "time_for_children", "user", "uts"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/self/ns/%s", spaces[i]);
        link_of(path);
    }
    static const char *files[] = {"cgroup", "cmdline", "comm", "coredump_filter", "gid_map", "uid_map", "setgroups", "loginuid",
        "oom_adj", "oom_score_adj", "limits", "sessionid", "personality", "timens_offsets", "timerslack_ns", "timers", "autogroup",
        "attr/current", "attr/exec", "projid_map", "latency", "wchan", "children", "ksm_stat", "cpu_resctrl_groups",
        "seccomp_cache", "patch_state", "make-it-fail", "fail-nth"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) file(files[i]);
    static const int rings[] = {KEY_SPEC_THREAD_KEYRING, KEY_SPEC_PROCESS_KEYRING, KEY_SPEC_SESSION_KEYRING, KEY_SPEC_USER_KEYRING,
        KEY_SPEC_USER_SESSION_KEYRING};
    for (size_t i = 0; i < sizeof rings / sizeof *rings; i++) {
        char name[40], described[200] = "";
        snprintf(name, sizeof name, "keyring.%d", rings[i]);
        long result = syscall(SYS_keyctl, KEYCTL_DESCRIBE, rings[i], described, sizeof described);
        printf("%s %s %s\n", name, result < 0 ? strerrorname_np(errno) : "there", described);
    }
    struct utsname u;
    uname(&u);
    printf("host %s %s %s\n", u.nodename, u.release, u.machine);
    DIR *tasks = opendir("/proc/self/task");
    int threads = 0;
    while (tasks && readdir(tasks)) threads++;
    if (tasks) closedir(tasks);
    number("threads", threads - 2);
}

/* Lines of /proc/self/status and fields of /proc/self/stat that do not change from run to run. */
static void status(void) {
    char *rest = 0;
    for (char *line = strtok_r(text("/proc/self/status"), "\n", &rest); line; line = strtok_r(0, "\n", &rest)) {
        static const char *changing[] = {"Pid:", "Tgid:", "Ngid:", "PPid:", "NS", "FDSize", "Vm", "Rss", "Hugetlb", "voluntary", "nonvoluntary", "SigQ:"};
        int changes = 0;
        for (size_t i = 0; i < sizeof changing / sizeof *changing; i++) changes |= !strncmp(line, changing[i], strlen(changing[i]));
        if (!changes) printf("status.%s\n", line);
    }
    char *stat = strrchr(text("/proc/self/stat"), ')');
    int at = 3;
    for (char *word = strtok_r(stat + 1, " \n", &rest); word; word = strtok_r(0, " \n", &rest), at++) {
        static const int same[] = {3, 7, 9, 17, 18, 19, 20, 21, 30, 31, 32, 33, 34, 37, 38, 40, 41, 52};
        for (size_t i = 0; i < sizeof same / sizeof *same; i++) if (same[i] == at) printf("stat.%d %s\n", at, at == 7 ? *word == '0' ? "0" : "terminal" : word);
    }
}

static void usage(void) {
    struct rusage children;
    getrusage(RUSAGE_CHILDREN, &children);
    printf("children %ld %ld %ld\n", children.ru_utime.tv_sec, children.ru_maxrss, children.ru_minflt);
    struct timespec cpu;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    number("less than ten seconds old", cpu.tv_sec < 10);
    FILE *maps = fopen("/proc/self/maps", "re");
    char line[4096], last[4096] = "";
    while (maps && fgets(line, sizeof line, maps)) {
        char *path = strchr(line, '/'), *name = path ? path : strchr(line, '[');
        if (name && strcmp(name, last)) printf("maps %s", strcpy(last, name));
    }
    if (maps) fclose(maps);
}

int main(int count, char **words) {
    (void)count;
    setvbuf(stdout, 0, _IOFBF, 1 << 20);
    descriptors();
    signals();
    family();
    prctls();
    seccomp_questions();
    rights();
    limits();
    scheduling();
    image(words);
    surroundings();
    status();
    usage();
    return 0;
}
