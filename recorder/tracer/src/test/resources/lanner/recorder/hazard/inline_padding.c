#include "inline.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/prctl.h>

/* Two places before the same padding of five bytes; one place at the end of a page whose padding is in the next. */
asm(".pushsection .text\n"
    ".balign 16\n"
    "first: push $21\n pop %rax\n syscall\n test %rsp, %rsp\n jz second\n jmp 1f\n"
    "second: push $3\n pop %rax\n syscall\n neg %rax\n"
    "1: ret\n"
    ".balign 32\n"
    ".balign 4096\n"
    ".fill 4084, 1, 0xCC\n"
    "across: push $21\n pop %rax\n syscall\n"
    "mov %rax, %rax\n mov %rax, %rdx\n ret\n"
    ".byte 0x0F, 0x1F, 0x84, 0, 0, 0, 0, 0, 0x0F, 0x1F, 0x84, 0, 0, 0, 0, 0\n"
    ".balign 4096, 0xC3\n"
    ".popsection\n");
typedef long call(const void *, long);
extern char first[], second[], across[];

static volatile int stop;

static void *busy(void *unused) {
    (void)unused;
    while (!stop) {
        check(access("/etc/nothing-there", F_OK) == -1 && errno == ENOENT, "access beside");
    }
    return 0;
}

static void shared(void) {
    for (int i = 0; i < many(60); i++) {
        check(((call *)first)("/etc/nothing-there", 0) == -ENOENT, "the first place");
        check(((call *)second)((void *)9999, 0) == EBADF, "the second place");
    }
}

/* A file with other bytes takes the place of the page behind the call. */
static void page(void) {
    for (int i = 0; i < 40; i++) {
        check(((call *)across)("/etc/passwd", 0) == 0, "a call at the end of a page");
    }
    char *behind = (char *)(((unsigned long)across + 4095) & ~4095UL);
    char other[4096];
    memcpy(other, behind, sizeof other);
    /* Its padding is code now. */
    memset(other, 0x90, 16);
    int fd = open("other", O_RDWR | O_CREAT | O_TRUNC, 0700);
    check(write(fd, other, sizeof other) == sizeof other, "write");
    int flags = MAP_PRIVATE | MAP_FIXED;
    check(mmap(behind, 4096, PROT_READ | PROT_EXEC, flags, fd, 0) == behind, "mmap");
    close(fd);
    for (int i = 0; i < 40; i++) {
        check(((call *)across)("/etc/passwd", 0) == 0, "with another page behind it");
    }
}

/* Takes away what is executable, private and no file's, but the kernel's own. */
static void unmaps(void) {
    FILE *maps = fopen("/proc/self/maps", "r");
    unsigned long from[8], to[8];
    int found = 0;
    char line[512];
    while (fgets(line, sizeof line, maps) && found < 8) {
        char rights[8], name[256] = "";
        unsigned long start, end;
        int got = sscanf(line, "%lx-%lx %7s %*s %*s %*s %255s", &start, &end, rights, name);
        if (got == 3 && strcmp(rights, "r-xp") == 0 && start != CODE) {
            from[found] = start;
            to[found++] = end;
        }
    }
    fclose(maps);
    for (int i = 0; i < found; i++) {
        munmap((void *)from[i], to[i] - from[i]);
    }
}

/* A filter for this thread that lets the calls of one instruction through and no other's. */
static void filters(const char *behind) {
    unsigned long address = (unsigned long)behind;
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_access, 0, 5),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)address, 0, 2),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(address >> 32), 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EXDEV),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    check(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0, "seccomp");
}

int main(int argc, char **argv) {
    (void)argc;
    pthread_t threads[3];
    int threaded = argv[1][0] == 't';
    warm(50);
    for (int i = 0; threaded && i < 3; i++) {
        pthread_create(threads + i, 0, busy, 0);
    }
    switch (argv[1][threaded]) {
    case 's': shared(); break;
    case 'p': page(); break;
    case 'u': unmaps(); break;
    case 'f': filters(behind_padded); break;
    }
    for (int i = 0; i < many(200); i++) {
        check(access("/etc/nothing-there", F_OK) == -1 && errno == ENOENT, "access");
        check(access((char *)8, F_OK) == -1 && errno == EFAULT, "a pointer that is none");
    }
    stop = 1;
    for (int i = 0; threaded && i < 3; i++) {
        pthread_join(threads[i], 0);
    }
    return done();
}
