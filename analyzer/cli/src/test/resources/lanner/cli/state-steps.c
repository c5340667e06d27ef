#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* One task acts at a time, the one whose turn it is. Threads share libc's thread area: raw calls only. */
enum { SLOTS = 10, LOG = 900, STACK = 65536, STACKS = SLOTS + 2, HIGHEST = 40 };
struct shared {
    int turn;
    int numbers;
    long left;
    unsigned long random;
    int group[SLOTS]; /* the process of each task; 0: free */
    int root;
};
static struct shared *s;
static char *base, *program;
static char stacks[STACKS][STACK] __attribute__((aligned(16)));
/* Whether a stack's thread has not ended, which the kernel clears, and the slot of that thread. */
static int busy[STACKS], slots[STACKS];
/* The stack that the first thread of a forked process goes on with; -1 for the process's own. */
static int own = -1;

static long call(long n, long a, long b, long c, long d, long e, long f) {
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}
#define C(n, a, b, c, d) call(n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)

static unsigned below(unsigned n) {
    s->random ^= s->random << 13;
    s->random ^= s->random >> 7;
    s->random ^= s->random << 17;
    return (unsigned)(s->random >> 20) % n;
}
static char *text(char *to, const char *from) {
    while (*from) *to++ = *from++;
    *to = 0;
    return to;
}
static char *number(char *to, long value) {
    char digits[24];
    int n = 0;
    do digits[n++] = '0' + value % 10;
    while (value /= 10);
    while (n) *to++ = digits[--n];
    *to = 0;
    return to;
}
static char *named(char *to, const char *prefix, long value) { return number(text(to, prefix), value); }
static void follow(const char *link, char *to) {
    long n = C(SYS_readlink, link, to, 2000, 0);
    if (n < 0) text(to, "-");
    else to[n] = 0;
}
static void line(const char *kind, const char *mark, const char *path) {
    static char out[8192];
    char *at = text(out, kind);
    *at++ = '\t';
    at = text(at, mark);
    *at++ = '\t';
    at = text(at, path);
    *at++ = '\t';
    at = number(at, C(SYS_geteuid, 0, 0, 0, 0));
    *at++ = '\t';
    at = number(at, C(SYS_gettid, 0, 0, 0, 0));
    *at++ = '\t';
    at = number(at, C(SYS_getpid, 0, 0, 0, 0));
    *at++ = '\n';
    C(SYS_write, LOG, out, at - out, 0);
}
/* Nothing outside is touched: a directory is left or renamed only where it lies below the base. */
static int below_base(const char *path) {
    unsigned long n = strlen(base);
    return !strncmp(path, base, n) && path[n] == '/';
}
static int descriptor(void) { return 3 + below(HIGHEST - 3); }

/* What /proc says of the directory and of a descriptor, each beside a call that shows the same. */
static void probe(void) {
    char mark[64], link[64], path[2100];
    named(mark, "p", s->numbers++);
    follow("/proc/thread-self/cwd", path);
    line("cwd", mark, path);
    long fd = C(SYS_openat, AT_FDCWD, mark, O_RDWR | O_CREAT | (below(3) ? 0 : O_CLOEXEC), 0666);
    named(link, "/proc/thread-self/fd/", fd < 0 ? 0 : fd);
    follow(link, path);
    line("opened", mark, path);
    if (fd > HIGHEST - 8 || below(2)) C(SYS_close, fd, 0, 0, 0);
    fd = descriptor();
    named(mark, "s", s->numbers++);
    named(link, "/proc/thread-self/fd/", fd);
    follow(link, path);
    line("at", mark, path);
    C(SYS_openat, fd, mark, O_RDONLY, 0);
}

static int freeSlot(void) {
    for (int i = 0; i < SLOTS; i++)
        if (!s->group[i]) return i;
    return -1;
}
static void live(int slot);
static int stackOf(char *address) {
    long place = address - stacks[0];
    return place >= 0 && place < (long)sizeof stacks ? (int)(place / STACK) : -1;
}
static void entry(void) {
    char here;
    live(slots[stackOf(&here)]);
}
static void thread(void) {
    int slot = freeSlot();
    if (slot < 0) return;
    long flags = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD | CLONE_CHILD_CLEARTID | (below(4) ? CLONE_FS : 0) | (below(4) ? CLONE_FILES : 0);
    int i = 0;
    while (i == own || __atomic_load_n(&busy[i], __ATOMIC_SEQ_CST)) i = (i + 1) % STACKS;
    busy[i] = 1;
    slots[i] = slot;
    s->group[slot] = C(SYS_getpid, 0, 0, 0, 0);
    long *top = (long *)(stacks[i] + STACK - 128);
    *top = (long)entry;
    long result;
    /* The new thread returns to what lies on its stack. */
    register long cleared __asm__("r10") = (long)&busy[i];
    register long area __asm__("r8") = 0;
    __asm__ volatile("syscall; test %%rax,%%rax; jnz 1f; ret; 1:"
                     : "=a"(result) : "a"(SYS_clone), "D"(flags), "S"(top), "d"(0), "r"(cleared), "r"(area)
                     : "rcx", "r11", "memory");
    if (result < 0) busy[i] = s->group[slot] = 0;
}
static void process(void) {
    int slot = freeSlot();
    if (slot < 0) return;
    s->group[slot] = -1;
    long flags = SIGCHLD | (below(3) ? 0 : CLONE_FS) | (below(3) ? 0 : CLONE_FILES);
    if (!below(8) && C(SYS_getpid, 0, 0, 0, 0) != s->root) flags |= CLONE_PARENT;
    int plain = !below(3);
    long pid = plain ? C(SYS_fork, 0, 0, 0, 0) : C(SYS_clone, flags, 0, 0, 0);
    if (pid == 0) {
        char here;
        memset(busy, 0, sizeof busy);
        own = stackOf(&here);
        live(slot);
    }
    s->group[slot] = pid < 0 ? 0 : pid;
}
static void next(void) {
    int alive = 0;
    for (int i = 0; i < SLOTS; i++) alive += s->group[i] != 0;
    int pick = alive ? (int)below(alive) : 0;
    for (int i = 0; i < SLOTS; i++)
        if (s->group[i] && !pick--) {
            __atomic_store_n(&s->turn, i, __ATOMIC_SEQ_CST);
            C(SYS_futex, &s->turn, FUTEX_WAKE, 1000, 0);
            return;
        }
}
static void leave(int slot, int all) {
    int self = s->group[slot];
    for (int i = 0; i < SLOTS; i++)
        if (i == slot || (all && s->group[i] == self)) s->group[i] = 0;
    next();
    C(all ? SYS_exit_group : SYS_exit, 0, 0, 0, 0);
}
static void again(int slot) {
    char number1[24];
    number(number1, slot);
    char *words[] = {program, base, number1, 0};
    char *none[] = {0};
    int self = s->group[slot];
    int kept[SLOTS];
    for (int i = 0; i < SLOTS; i++) {
        kept[i] = s->group[i];
        if (i != slot && s->group[i] == self) s->group[i] = 0;
    }
    C(SYS_execve, program, words, none, 0);
    for (int i = 0; i < SLOTS; i++) s->group[i] = kept[i];
}
static void moveDirectory(void) {
    char path[2100], to[2100], name[64];
    follow("/proc/thread-self/cwd", path);
    if (!below_base(path)) return;
    char *last = path;
    for (char *at = path; *at; at++)
        if (*at == '/') last = at;
    named(name, "d", s->numbers++);
    text(to, path);
    text(to + (last - path) + 1, name);
    if (C(SYS_rename, path, to, 0, 0) == 0) line("moved", last + 1, name);
}
static void step(int slot) {
    char name[64], path[2100];
    switch (below(20)) {
    case 0: case 1: thread(); break;
    case 2: case 3: process(); break;
    case 4: named(name, "d", s->numbers++); C(SYS_mkdir, name, 0777, 0, 0); C(SYS_chdir, name, 0, 0, 0); break;
    case 5:
        follow("/proc/thread-self/cwd", path);
        C(SYS_chdir, below(2) && below_base(path) ? ".." : base, 0, 0, 0);
        break;
    case 6: C(SYS_fchdir, descriptor(), 0, 0, 0); break;
    case 7: C(SYS_openat, AT_FDCWD, ".", O_RDONLY | O_DIRECTORY, 0); break;
    case 8: C(SYS_dup, descriptor(), 0, 0, 0); break;
    case 9: C(SYS_dup2, descriptor(), descriptor(), 0, 0); break;
    case 10: C(SYS_fcntl, descriptor(), below(2) ? F_DUPFD : F_DUPFD_CLOEXEC, descriptor(), 0); break;
    case 11: C(SYS_fcntl, descriptor(), F_SETFD, below(2) ? FD_CLOEXEC : 0, 0); break;
    case 12: C(SYS_close, descriptor(), 0, 0, 0); break;
    case 13: { int from = descriptor(); C(SYS_close_range, from, from + below(6), below(3) ? 0 : below(2) ? 2 : 4, 0); break; }
    case 14: C(SYS_unshare, below(2) ? CLONE_FS : CLONE_FILES, 0, 0, 0); break;
    case 15: C(SYS_setresuid, -1, below(3) ? 1000 + below(5) : 0, -1, 0); break;
    case 16: again(slot); break;
    case 17: moveDirectory(); break;
    default: if (s->group[slot] != s->root) leave(slot, below(2));
    }
}
static void live(int slot) {
    for (;;) {
        int turn;
        while ((turn = __atomic_load_n(&s->turn, __ATOMIC_SEQ_CST)) != slot)
            C(SYS_futex, &s->turn, FUTEX_WAIT, turn, 0);
        if (s->left-- <= 0) {
            if (s->group[slot] == s->root) {
                int others = 0;
                for (int i = 0; i < SLOTS; i++) others += s->group[i] && s->group[i] != s->root;
                if (!others) C(SYS_exit_group, 0, 0, 0, 0);
            } else leave(slot, 1);
        } else {
            step(slot);
            probe();
        }
        next();
    }
}
int main(int argc, char **argv) {
    char file[2100];
    program = argv[0];
    base = argv[1];
    umask(0);
    text(text(file, base), "/../shared");
    int fd = open(file, O_RDWR | O_CREAT, 0666);
    if (ftruncate(fd, 4096)) return 1;
    s = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    int slot = atoi(argv[2]);
    if (argc > 3) {
        signal(SIGCHLD, SIG_IGN);
        text(text(file, base), "/../log");
        fd = open(file, O_WRONLY | O_CREAT | O_APPEND, 0666);
        dup2(fd, LOG);
        close(fd);
        if (chdir(base)) return 1;
        s->random = strtoul(argv[3], 0, 10) * 2654435761u + 88172645463325252ul;
        s->left = atol(argv[4]);
        s->root = s->group[0] = getpid();
    } else {
        s->group[slot] = getpid();
        probe();
        next();
    }
    live(slot);
}
