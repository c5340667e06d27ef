#include "inline.h"
#include <elf.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>

/*
 * Processes of several threads, each asking all the time, that end in every way there is. Each question is counted once it
 * is answered, in memory that outlives them.
 */
enum { THREADS = 3, PREPARED = 400 };

static unsigned long *made;
static volatile int slow;
static char path[64], broken[64];
static char *self;

static void ask(void) {
    access(path, F_OK);
    __atomic_add_fetch(made, 1, __ATOMIC_SEQ_CST);
    if (slow) {
        usleep(50);
    }
}

static void *busy(void *unused) {
    (void)unused;
    while (1) {
        ask();
    }
    return 0;
}

static int in_clone(void *rounds) {
    for (int i = 0; i < (long)rounds; i++) {
        ask();
    }
    return 0;
}

static void executes(const char *program) {
    char *arguments[] = {(char *)program, "end", 0};
    char *none[] = {0};
    execve("/nothing/there", arguments, none);
    execve(program, arguments, none);
    _exit(99);
}

static void *executes_itself(void *unused) {
    (void)unused;
    executes(self);
    return 0;
}

static void *executes_what_is_broken(void *unused) {
    (void)unused;
    executes(broken);
    return 0;
}

static void *ends(void *unused) {
    (void)unused;
    exit(5);
}

static void in_thread(void *(*what)(void *)) {
    pthread_t thread;
    pthread_create(&thread, 0, what, 0);
    busy(0);
}

static int reap(pid_t pid) {
    int status = 0;
    waitpid(pid, &status, 0);
    return status;
}

/* A child with the same memory that asks as well, and then executes a program, ends or is killed. */
static void *in_shared(void *what) {
    slow = 1;
    for (int i = 0; i < 5; i++) {
        if (what == executes_itself) {
            pid_t pid = vfork();
            if (pid == 0) {
                executes(self);
            }
            check(reap(pid) == 5 << 8, "a child of vfork that executes a program");
        } else {
            char *stack = malloc(65536);
            pid_t pid = clone(in_clone, stack + 65536, CLONE_VM | SIGCHLD, (void *)(what == ends ? 50L : 1000000000L));
            if (what != ends) {
                usleep(3000);
                kill(pid, SIGKILL);
            }
            check(reap(pid) == (what == ends ? 0 : SIGKILL), "a child that shares memory");
        }
    }
    return 0;
}

/* An image that is refused when the old one is gone already: more of it in the file than in memory. */
static void make_broken(void) {
    snprintf(broken, sizeof broken, "./broken-%d", getpid());
    struct {
        Elf64_Ehdr head;
        Elf64_Phdr part;
        char rest[4096];
    } image = {
        .head = {.e_ident = {0x7F, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT}, .e_type = ET_EXEC,
            .e_machine = EM_X86_64, .e_version = EV_CURRENT, .e_entry = 0x10000000, .e_phoff = sizeof(Elf64_Ehdr),
            .e_ehsize = sizeof(Elf64_Ehdr), .e_phentsize = sizeof(Elf64_Phdr), .e_phnum = 1},
        .part = {.p_type = PT_LOAD, .p_flags = PF_R | PF_W, .p_vaddr = 0x70010000, .p_filesz = 4096, .p_memsz = 16,
            .p_align = 4096}};
    int fd = open(broken, O_WRONLY | O_CREAT | O_TRUNC, 0700);
    check(write(fd, &image, sizeof image) == sizeof image, "write");
    check(close(fd) == 0, "close");
}

static void child(const char *way) {
    pthread_t threads[THREADS];
    unsigned long before = *made;
    for (int i = 0; i < THREADS; i++) {
        pthread_create(threads + i, 0, busy, 0);
    }
    while (*made < before + PREPARED) {
        ask();
    }
    if (!strcmp(way, "exec")) {
        executes(self);
    } else if (!strcmp(way, "thread-exec")) {
        in_thread(executes_itself);
    } else if (!strcmp(way, "broken")) {
        executes(broken);
    } else if (!strcmp(way, "thread-broken")) {
        in_thread(executes_what_is_broken);
    } else if (!strcmp(way, "exit")) {
        exit(5);
    } else if (!strcmp(way, "thread-exit")) {
        in_thread(ends);
    } else if (!strcmp(way, "vfork")) {
        in_shared(executes_itself);
        _exit(wrong ? 100 : 5);
    } else if (!strcmp(way, "shared-exit")) {
        in_shared(ends);
        _exit(wrong ? 100 : 5);
    } else if (!strcmp(way, "shared-kill")) {
        in_shared(0);
        _exit(wrong ? 100 : 5);
    } else if (!strcmp(way, "fault")) {
        *(volatile int *)8 = 0;
    } else {
        in_thread(busy);
    }
}

static void once(const char *way, int expected) {
    unsigned long before = *made;
    pid_t pid = fork();
    if (pid == 0) {
        child(way);
    }
    if (!strncmp(way, "kill", 4)) {
        while (*made < before + 2 * PREPARED) {
            usleep(100);
        }
        kill(pid, SIGKILL);
        if (!strcmp(way, "kill-twice")) {
            for (int i = 0; i < 20; i++) {
                kill(pid, SIGKILL);
            }
        }
    }
    int status = reap(pid) & ~0x80;
    check(status == expected, way);
    if (status != expected) {
        printf("wrong: status %x\n", status);
    }
}

int main(int argc, char **argv) {
    static const struct {
        const char *way;
        int status;
    } ways[] = {{"exec", 5 << 8}, {"thread-exec", 5 << 8}, {"broken", SIGSEGV}, {"thread-broken", SIGSEGV},
        {"exit", 5 << 8}, {"thread-exit", 5 << 8}, {"vfork", 5 << 8}, {"shared-exit", 5 << 8}, {"shared-kill", 5 << 8},
        {"fault", SIGSEGV}, {"kill", SIGKILL}, {"kill-twice", SIGKILL}};
    if (argc == 2 && !strcmp(argv[1], "end")) {
        return 5;
    }
    self = argv[0];
    int count = sizeof ways / sizeof *ways;
    int fd = open(argv[1], O_RDWR | O_CREAT | O_TRUNC, 0600);
    check(ftruncate(fd, 4096) == 0, "ftruncate");
    unsigned long *counts = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    make_broken();
    for (int round = 0; round < atoi(argv[2]); round++) {
        for (int i = 0; i < count; i++) {
            made = counts + i;
            snprintf(path, sizeof path, "/ends/%s", ways[i].way);
            once(ways[i].way, ways[i].status);
        }
    }
    unlink(broken);
    return done();
}
