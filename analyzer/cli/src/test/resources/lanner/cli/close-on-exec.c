/*
 * Makes descriptors of each kind this kernel gives, with close-on-exec and without, looks which numbers are open, runs
 * itself again and looks again. A look is an fstat of every number and an access of "open/COUNT".
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/bpf.h>
#include <mqueue.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <unistd.h>

static void look(void)
{
    struct stat st;
    char path[32];
    int count = 0;
    for (int fd = 0; fd < 120; fd++)
        count += syscall(SYS_fstat, fd, &st) == 0;
    snprintf(path, sizeof path, "open/%d", count);
    access(path, F_OK);
}

static void accepted(int flags)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    socklen_t length = sizeof address;
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    int client = socket(AF_UNIX, SOCK_STREAM | (flags ? SOCK_CLOEXEC : 0), 0);
    bind(server, (struct sockaddr *)&address, sizeof(sa_family_t));
    getsockname(server, (struct sockaddr *)&address, &length);
    listen(server, 1);
    connect(client, (struct sockaddr *)&address, length);
    accept4(server, 0, 0, flags);
}

static void make(int closed)
{
    int fds[2];
    sigset_t none;
    int o = closed ? O_CLOEXEC : 0;
    sigemptyset(&none);
    int file = open("/dev/null", O_RDONLY | o);
    openat(AT_FDCWD, "/dev/null", O_WRONLY | o);
    pipe2(fds, o);
    socketpair(AF_UNIX, SOCK_DGRAM | (closed ? SOCK_CLOEXEC : 0), 0, fds);
    accepted(closed ? SOCK_CLOEXEC : 0);
    eventfd(0, closed ? EFD_CLOEXEC : 0);
    int signals = signalfd(-1, &none, closed ? SFD_CLOEXEC : 0);
    signalfd(signals, &none, closed ? 0 : SFD_CLOEXEC);
    timerfd_create(CLOCK_MONOTONIC, closed ? TFD_CLOEXEC : 0);
    inotify_init1(closed ? IN_CLOEXEC : 0);
    epoll_create1(closed ? EPOLL_CLOEXEC : 0);
    memfd_create("memory", closed ? MFD_CLOEXEC : 0);
    dup3(file, 100 + closed, o);
    fcntl(file, closed ? F_DUPFD_CLOEXEC : F_DUPFD, 110);
    ioctl(dup(file), closed ? FIOCLEX : FIONCLEX);
    fcntl(dup(file), F_SETFD, closed ? FD_CLOEXEC : 0);
    fanotify_init(closed ? FAN_CLOEXEC : 0, O_RDONLY);
    syscall(SYS_fsopen, "tmpfs", closed);
    syscall(SYS_open_tree, AT_FDCWD, "/", closed ? O_CLOEXEC : 0);
    syscall(SYS_memfd_secret, closed ? O_CLOEXEC : 0);
    syscall(SYS_userfaultfd, o | 1);
    int self = syscall(SYS_pidfd_open, getpid(), 0);
    syscall(SYS_pidfd_getfd, self, file, 0);
    mq_open("/lanner-close-on-exec", O_RDWR | O_CREAT, 0600, 0);
    mq_unlink("/lanner-close-on-exec");
    syscall(SYS_landlock_create_ruleset, 0, 0, 1);
    uint64_t handled = 1;
    syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    union bpf_attr map = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
    syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map);
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        look();
        return 0;
    }
    make(0);
    make(1);
    look();
    char *again[] = {argv[0], "again", 0};
    execv(argv[0], again);
    return 1;
}
