/* Opens files by paths in memory that a plain read does not get at. Prints a line each: name, "opened" or the error. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY 1
#endif

#define PAGE 4096
#define PATH "/etc/passwd"

static int faults;
static char *page;

static char *memory(int protection)
{
    char *at = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    strcpy(at, PATH);
    mprotect(at, PAGE, protection);
    return at;
}

static void try(const char *name, const char *path)
{
    int fd = open(path, O_RDONLY);
    printf("%s %s\n", name, fd >= 0 ? "opened" : strerror(errno));
    if (fd >= 0)
        close(fd);
}

/* Makes a recorded call, and only then fills in the page that the other thread waits for. */
static void *fill(void *unused)
{
    static char content[PAGE] __attribute__((aligned(PAGE)));
    struct uffd_msg message;
    struct uffdio_copy copy = {.dst = (unsigned long)page, .src = (unsigned long)content, .len = PAGE};
    strcpy(content, PATH);
    if (read(faults, &message, sizeof message) != sizeof message)
        exit(3);
    close(open("/etc/hosts", O_RDONLY));
    if (ioctl(faults, UFFDIO_COPY, &copy))
        exit(4);
    return unused;
}

static void filled_in(int fd)
{
    pthread_t filler;
    struct uffdio_api api = {.api = UFFD_API};
    struct uffdio_register area = {.mode = UFFDIO_REGISTER_MODE_MISSING};
    faults = fd;
    page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    area.range.start = (unsigned long)page;
    area.range.len = PAGE;
    if (ioctl(faults, UFFDIO_API, &api) || ioctl(faults, UFFDIO_REGISTER, &area))
        exit(5);
    pthread_create(&filler, NULL, fill, NULL);
    try("filled in", page);
    pthread_join(filler, NULL);
}

int main(void)
{
    int fd;
    try("written only", memory(PROT_WRITE));
    try("executed only", memory(PROT_EXEC));
    try("nothing", memory(PROT_NONE));
    fd = syscall(SYS_userfaultfd, O_CLOEXEC);
    if (fd >= 0)
        filled_in(fd);
    return 0;
}
