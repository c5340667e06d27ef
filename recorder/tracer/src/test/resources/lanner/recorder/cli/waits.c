/*
 * Calls that wait, each in a process of its own, all at once, disturbed in one of several ways while they wait. Each says
 * what its call returned and when: early, at the limit of a second (or LIMIT_S), or late. A call without a limit is given
 * what it waits for after as long.
 *
 * usage: waits HOW
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/futex.h>
#include <linux/io_uring.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef LIMIT_S
#define LIMIT_S 1
#endif
#define LIMIT_MS (1000 * LIMIT_S)
#ifndef PATIENCE_MS
#define PATIENCE_MS 9000
#endif
static const struct timespec LIMIT = {LIMIT_S, 0};
static int fd, fd2, ep, id;
static char big[1 << 20];
static int word = 1;
static long now_ms(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000 + t.tv_nsec / 1000000; }
static void ms(long n) { struct timespec t = {n / 1000, n % 1000 * 1000000}; while (nanosleep(&t, &t)) ; }
static struct timespec in_a_second(clockid_t clock) { struct timespec t; clock_gettime(clock, &t); t.tv_sec += LIMIT_S; return t; }
static int mother; static void die(void) { prctl(PR_SET_PDEATHSIG, SIGKILL); if (mother && getppid() != mother) _exit(0); }
static long rc(long r) { return r == -1 ? -errno : r; }

/* --- waits with a limit of a second --- */
static void s_ep(void) { int p[2]; pipe(p); fd = p[0]; fd2 = p[1]; ep = epoll_create1(0); struct epoll_event e = {EPOLLIN, {0}}; epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e); }
static long c_epoll_wait(void) { struct epoll_event e; return rc(epoll_wait(ep, &e, 1, LIMIT_MS)); }
static long c_epoll_pwait(void) { struct epoll_event e; sigset_t s; sigemptyset(&s); return rc(epoll_pwait(ep, &e, 1, LIMIT_MS, &s)); }
static long c_epoll_pwait2(void) { struct epoll_event e; struct timespec t = LIMIT; return rc(syscall(441, ep, &e, 1, &t, NULL, 0)); }
static long c_poll(void) { struct pollfd p = {fd, POLLIN, 0}; return rc(poll(&p, 1, LIMIT_MS)); }
static long c_ppoll(void) { struct pollfd p = {fd, POLLIN, 0}; struct timespec t = LIMIT; return rc(ppoll(&p, 1, &t, NULL)); }
static long c_ppoll_const(void) { struct pollfd p = {fd, POLLIN, 0}; return rc(syscall(SYS_ppoll, &p, 1, &LIMIT, NULL, 0)); }
static long c_select(void) { fd_set s; FD_ZERO(&s); FD_SET(fd, &s); struct timeval t = {LIMIT_S, 0}; long r = rc(syscall(SYS_select, fd + 1, &s, NULL, NULL, &t)); return r == 0 ? (FD_ISSET(fd, &s) ? 77 : 0) : r; }
static long c_pselect(void) { fd_set s; FD_ZERO(&s); FD_SET(fd, &s); struct timespec t = LIMIT; return rc(pselect(fd + 1, &s, NULL, NULL, &t, NULL)); }
static aio_context_t aio;
static void s_aio(void) { if (syscall(SYS_io_setup, 8, &aio)) { perror("io_setup"); } }
static long c_io_getevents(void) { struct io_event e[2]; struct timespec t = LIMIT; return rc(syscall(SYS_io_getevents, aio, 1, 2, e, &t)); }
static long c_io_pgetevents(void) { struct io_event e[2]; struct timespec t = LIMIT; return rc(syscall(333, aio, 1, 2, e, &t, NULL)); }
static sigset_t one(int s) { sigset_t set; sigemptyset(&set); sigaddset(&set, s); return set; }
static void s_sig(void) { sigset_t s = one(SIGRTMIN + 3); sigprocmask(SIG_BLOCK, &s, 0); }
static long c_sigtimedwait(void) { sigset_t s = one(SIGRTMIN + 3); siginfo_t i; struct timespec t = LIMIT; return rc(sigtimedwait(&s, &i, &t)); }
static void s_sem(void) { id = semget(IPC_PRIVATE, 1, 0600); }
static long c_semtimedop(void) { struct sembuf b = {0, -1, 0}; struct timespec t = LIMIT; long r = rc(semtimedop(id, &b, 1, &t)); semctl(id, 0, IPC_RMID); return r; }
static void limits(int s) { struct timeval t = {LIMIT_S, 0}; setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t); setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof t); }
static void s_pair(void) { int p[2]; socketpair(AF_UNIX, SOCK_STREAM, 0, p); fd = p[0]; fd2 = p[1]; limits(fd); }
static void s_udp(void) { fd = socket(AF_INET, SOCK_DGRAM, 0); struct sockaddr_in a = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {0}}; bind(fd, (void *) &a, sizeof a); limits(fd); }
static long c_recv(void) { return rc(recv(fd, big, 10, 0)); }
static long c_recvmsg(void) { struct iovec v = {big, 10}; struct msghdr m = {0}; m.msg_iov = &v; m.msg_iovlen = 1; return rc(recvmsg(fd, &m, 0)); }
static long c_recvmmsg(void) { struct iovec v = {big, 10}; struct mmsghdr m = {0}; m.msg_hdr.msg_iov = &v; m.msg_hdr.msg_iovlen = 1; return rc(recvmmsg(fd, &m, 1, 0, NULL)); }
static long c_read(void) { return rc(read(fd, big, 10)); }
static void s_full(void) { s_pair(); fcntl(fd, F_SETFL, O_NONBLOCK); while (write(fd, big, 4096) > 0) ; while (write(fd, big, 1) > 0) ; fcntl(fd, F_SETFL, 0); }
static long c_send(void) { return rc(send(fd, big, 10, 0)); }
static long c_sendmsg(void) { struct iovec v = {big, 10}; struct msghdr m = {0}; m.msg_iov = &v; m.msg_iovlen = 1; return rc(sendmsg(fd, &m, 0)); }
static long c_write(void) { return rc(write(fd, big, 10)); }
static long c_writev(void) { struct iovec v = {big, 10}; return rc(writev(fd, &v, 1)); }
static long c_readv(void) { struct iovec v = {big, 10}; return rc(readv(fd, &v, 1)); }
static struct sockaddr_in tcp;
static void s_listen(void) { fd = socket(AF_INET, SOCK_STREAM, 0); struct sockaddr_in a = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}, {0}}; bind(fd, (void *) &a, sizeof a); listen(fd, 0); socklen_t l = sizeof tcp; getsockname(fd, (void *) &tcp, &l); limits(fd); }
static long c_accept(void) { return rc(accept(fd, NULL, NULL)); }
static long c_accept4(void) { return rc(accept4(fd, NULL, NULL, SOCK_CLOEXEC)); }
static void s_connect(void) { s_listen(); for (int i = 0; i < 4; i++) { int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); connect(s, (void *) &tcp, sizeof tcp); } ms(20); fd = socket(AF_INET, SOCK_STREAM, 0); limits(fd); }
static long c_connect(void) { return rc(connect(fd, (void *) &tcp, sizeof tcp)); }
static struct sockaddr_un un;
static void s_unconnect(void) { int l = socket(AF_UNIX, SOCK_STREAM, 0); un.sun_family = AF_UNIX; bind(l, (void *) &un, 2); socklen_t n = sizeof un; getsockname(l, (void *) &un, &n); listen(l, 0); int s = socket(AF_UNIX, SOCK_STREAM, 0); connect(s, (void *) &un, n); fd2 = n; fd = socket(AF_UNIX, SOCK_STREAM, 0); limits(fd); }
static long c_unconnect(void) { return rc(connect(fd, (void *) &un, fd2)); }
static long c_futex(void) { struct timespec t = LIMIT; return rc(syscall(SYS_futex, &word, FUTEX_WAIT, 1, &t)); }
static long c_futex_bitset(void) { struct timespec t = in_a_second(CLOCK_MONOTONIC); return rc(syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, 1, &t, NULL, -1)); }
static long c_futex_waitv(void) { struct { uint64_t val, uaddr; uint32_t flags, r; } w = {1, (uintptr_t) &word, 2, 0}; struct timespec t = in_a_second(CLOCK_MONOTONIC); return rc(syscall(449, &w, 1, 0, &t, CLOCK_MONOTONIC)); }
static long c_nanosleep(void) { struct timespec t = LIMIT, r = {7, 7}; return rc(nanosleep(&t, &r)); }
static long c_clock_nanosleep(void) { struct timespec t = LIMIT; return rc(syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &t, NULL)); }
static long c_clock_nanosleep_abs(void) { struct timespec t = in_a_second(CLOCK_MONOTONIC); return rc(syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL)); }
static void s_mq(void) { char n[32]; sprintf(n, "/waits%d", getpid()); struct mq_attr a = {0, 1, 10, 0}; fd = mq_open(n, O_RDWR | O_CREAT, 0600, &a); mq_unlink(n); }
static long c_mq_timedreceive(void) { struct timespec t = in_a_second(CLOCK_REALTIME); return rc(mq_timedreceive(fd, big, 10, NULL, &t)); }
static void s_mqfull(void) { s_mq(); mq_send(fd, big, 1, 0); }
static long c_mq_timedsend(void) { struct timespec t = in_a_second(CLOCK_REALTIME); return rc(mq_timedsend(fd, big, 1, 0, &t)); }
static void s_ring(void) { struct io_uring_params p = {0}; fd = syscall(SYS_io_uring_setup, 4, &p); }
static long c_ring(void) { struct timespec t = LIMIT; struct { uint64_t sig; uint32_t n, pad; uint64_t ts; } a = {0, 8, 0, (uintptr_t) &t}; return rc(syscall(SYS_io_uring_enter, fd, 0, 1, IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG, &a, sizeof a)); }

/* --- waits without a limit: a helper ends them after a second --- */
static void s_pipe(void) { int p[2]; pipe(p); fd = p[0]; fd2 = p[1]; }
static void h_write(void) { write(fd2, "0123456789", 10); }
static long c_epoll_inf(void) { struct epoll_event e; return rc(epoll_wait(ep, &e, 1, -1)); }
static long c_poll_inf(void) { struct pollfd p = {fd, POLLIN, 0}; return rc(poll(&p, 1, -1)); }
static void s_pair0(void) { int p[2]; socketpair(AF_UNIX, SOCK_STREAM, 0, p); fd = p[0]; fd2 = p[1]; }
static long c_waitall(void) { return rc(recv(fd, big, 20, MSG_WAITALL)); }
static void h_waitall(void) { write(fd2, "0123456789", 10); ms(LIMIT_MS); }
static void h_waitall2(void) { write(fd2, "0123456789", 10); }
static void s_waitall(void) { s_pair0(); write(fd2, "0123456789", 10); }
static void s_msg(void) { id = msgget(IPC_PRIVATE, 0600); }
static long c_msgrcv(void) { struct { long t; char b[8]; } m; long r = rc(msgrcv(id, &m, 8, 0, 0)); msgctl(id, IPC_RMID, 0); return r; }
static void h_msg(void) { struct { long t; char b[8]; } m = {1, ""}; msgsnd(id, &m, 8, 0); }
static long c_semop(void) { struct sembuf b = {0, -1, 0}; long r = rc(semop(id, &b, 1)); semctl(id, 0, IPC_RMID); return r; }
static void h_sem(void) { struct sembuf b = {0, 1, 0}; semop(id, &b, 1); }
static long c_sigwaitinfo(void) { sigset_t s = one(SIGRTMIN + 3); siginfo_t i; return rc(sigwaitinfo(&s, &i)); }
static void h_sig(void) { kill(getppid(), SIGRTMIN + 3); }
static char place[64];
static void s_inotify(void) { sprintf(place, "/tmp/waitsXXXXXX"); mkdtemp(place); fd = inotify_init(); inotify_add_watch(fd, place, IN_CREATE); }
static long c_inotify(void) { long r = rc(read(fd, big, 4096)); if (r > 0) r = 1; char n[80]; sprintf(n, "%s/x", place); unlink(n); rmdir(place); return r; }
static void h_inotify(void) { char n[80]; sprintf(n, "%s/x", place); close(open(n, O_CREAT | O_WRONLY, 0600)); }
static void s_eventfd(void) { fd = fd2 = eventfd(0, 0); }
static long c_read8(void) { return rc(read(fd, big, 8)); }
static void h_eventfd(void) { uint64_t v = 1; write(fd, &v, 8); }
static void s_timerfd(void) { fd = timerfd_create(CLOCK_MONOTONIC, 0); struct itimerspec t = {{0, 0}, {LIMIT_S, 0}}; timerfd_settime(fd, 0, &t, NULL); }
static void s_signalfd(void) { s_sig(); sigset_t s = one(SIGRTMIN + 3); fd = signalfd(-1, &s, 0); }
static long c_signalfd(void) { return rc(read(fd, big, 128)); }
static pid_t sleeper;
static void s_child(void) { sleeper = fork(); if (!sleeper) { die(); ms(LIMIT_MS); _exit(3); } }
static long c_wait4(void) { int st; long r = rc(waitpid(sleeper, &st, 0)); return r == sleeper ? WEXITSTATUS(st) : r; }
static long c_waitid(void) { siginfo_t i; long r = rc(waitid(P_PID, sleeper, &i, WEXITED)); return r ? r : i.si_status; }
static void s_flock(void) { sprintf(place, "/tmp/waitsXXXXXX"); fd = mkstemp(place); fd2 = open(place, O_RDWR); unlink(place); int p[2]; pipe(p); if (!fork()) { die(); int own = fd2; flock(own, LOCK_EX); write(p[1], "x", 1); ms(LIMIT_MS); flock(own, LOCK_UN); pause(); } close(fd2); read(p[0], big, 1); }
static long c_flock(void) { return rc(flock(fd, LOCK_EX)); }
static void s_fcntl(void) { sprintf(place, "/tmp/waitsXXXXXX"); fd = mkstemp(place); unlink(place); int p[2]; pipe(p); if (!fork()) { die(); struct flock l = {F_WRLCK, SEEK_SET, 0, 0, 0}; fcntl(fd, F_SETLK, &l); write(p[1], "x", 1); ms(LIMIT_MS); l.l_type = F_UNLCK; fcntl(fd, F_SETLK, &l); pause(); } read(p[0], big, 1); }
static long c_fcntl(void) { struct flock l = {F_WRLCK, SEEK_SET, 0, 0, 0}; return rc(fcntl(fd, F_SETLKW, &l)); }
static void s_fifo(void) { sprintf(place, "/tmp/waitsfifo%d", getpid()); mkfifo(place, 0600); }
static long c_fifo(void) { long r = rc(open(place, O_RDONLY)); unlink(place); return r > 0 ? 1 : r; }
static void h_fifo(void) { open(place, O_WRONLY); pause(); }
static long c_futex_inf(void) { return rc(syscall(SYS_futex, &word, FUTEX_WAIT, 1, NULL)); }
static int *shared;
static void s_futex(void) { shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0); }
static long c_futex_shared(void) { return rc(syscall(SYS_futex, shared, FUTEX_WAIT, 0, NULL)); }
// A wait that is interrupted looks at the word again: it must not have changed.
static void h_futex(void) { while (syscall(SYS_futex, shared, FUTEX_WAKE, 1) == 0) ms(10); }
static void h_connect(void) { int s = socket(AF_INET, SOCK_STREAM, 0); connect(s, (void *) &tcp, sizeof tcp); pause(); }
static void s_listen0(void) { s_listen(); struct timeval t = {0, 0}; setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t); }
static long c_accept0(void) { long r = rc(accept(fd, NULL, NULL)); return r > 0 ? 1 : r; }
static long c_big_write(void) { return rc(write(fd2, big, sizeof big)); }
static long c_big_writev(void) { struct iovec v[2] = {{big, sizeof big / 2}, {big, sizeof big / 2}}; return rc(writev(fd2, v, 2)); }
static void h_drain(void) { close(fd2); while (read(fd, big, sizeof big) > 0) ; pause(); }
static long c_big_send(void) { return rc(send(fd2, big, sizeof big, 0)); }
static long c_sendfile(void) { int m = memfd_create("x", 0); ftruncate(m, sizeof big); return rc(sendfile(fd2, m, NULL, sizeof big)); }
static long c_splice(void) { int m = memfd_create("x", 0); ftruncate(m, sizeof big); return rc(splice(m, NULL, fd2, NULL, sizeof big, 0)); }
static long c_ring_inf(void) { return rc(syscall(SYS_io_uring_enter, fd, 0, 1, IORING_ENTER_GETEVENTS, NULL, 0)); }
static long c_ring_submit(void);
static struct io_uring_params rp; static char *sq, *sqes;
static void s_ring2(void) { memset(&rp, 0, sizeof rp); fd = syscall(SYS_io_uring_setup, 4, &rp);
  sq = mmap(0, rp.sq_off.array + rp.sq_entries * 4, PROT_READ | PROT_WRITE, MAP_SHARED, fd, IORING_OFF_SQ_RING);
  sqes = mmap(0, rp.sq_entries * sizeof(struct io_uring_sqe), PROT_READ | PROT_WRITE, MAP_SHARED, fd, IORING_OFF_SQES); }
static long c_ring_submit(void) { struct io_uring_sqe *e = (void *) sqes; memset(e, 0, sizeof *e); static struct timespec t = {LIMIT_S, 0}; e->opcode = IORING_OP_TIMEOUT; e->addr = (uintptr_t) &t; e->len = 1; ((unsigned *) (sq + rp.sq_off.array))[0] = 0; *(unsigned *) (sq + rp.sq_off.tail) = 1; return rc(syscall(SYS_io_uring_enter, fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0)); }

struct wait { const char *name; void (*setup)(void); long (*call)(void); void (*helper)(void); } waits[] = {
  {"epoll_wait", s_ep, c_epoll_wait, 0}, {"epoll_pwait", s_ep, c_epoll_pwait, 0}, {"epoll_pwait2", s_ep, c_epoll_pwait2, 0},
  {"poll", s_ep, c_poll, 0}, {"ppoll", s_ep, c_ppoll, 0}, {"ppoll_const", s_ep, c_ppoll_const, 0}, {"select", s_ep, c_select, 0}, {"pselect", s_ep, c_pselect, 0},
  {"io_getevents", s_aio, c_io_getevents, 0}, {"io_pgetevents", s_aio, c_io_pgetevents, 0},
  {"sigtimedwait", s_sig, c_sigtimedwait, 0}, {"semtimedop", s_sem, c_semtimedop, 0},
  {"recv", s_udp, c_recv, 0}, {"recv unix", s_pair, c_recv, 0}, {"recvmsg", s_udp, c_recvmsg, 0}, {"recvmmsg", s_udp, c_recvmmsg, 0}, {"read socket", s_pair, c_read, 0}, {"readv socket", s_pair, c_readv, 0},
  {"send", s_full, c_send, 0}, {"sendmsg", s_full, c_sendmsg, 0}, {"write socket", s_full, c_write, 0}, {"writev socket", s_full, c_writev, 0},
  {"accept", s_listen, c_accept, 0}, {"accept4", s_listen, c_accept4, 0}, {"connect", s_connect, c_connect, 0}, {"connect unix", s_unconnect, c_unconnect, 0},
  {"futex", 0, c_futex, 0}, {"futex bitset", 0, c_futex_bitset, 0}, {"futex_waitv", 0, c_futex_waitv, 0},
  {"nanosleep", 0, c_nanosleep, 0}, {"clock_nanosleep", 0, c_clock_nanosleep, 0}, {"clock_nanosleep abs", 0, c_clock_nanosleep_abs, 0},
  {"mq_timedreceive", s_mq, c_mq_timedreceive, 0}, {"mq_timedsend", s_mqfull, c_mq_timedsend, 0}, {"io_uring_enter", s_ring, c_ring, 0},
  {"epoll_wait -1", s_ep, c_epoll_inf, h_write}, {"poll -1", s_ep, c_poll_inf, h_write}, {"read pipe", s_pipe, c_read, h_write}, {"recv 0", s_pair0, c_recv, h_write},
  {"recv waitall", s_waitall, c_waitall, h_waitall2}, {"msgrcv", s_msg, c_msgrcv, h_msg}, {"semop", s_sem, c_semop, h_sem}, {"sigwaitinfo", s_sig, c_sigwaitinfo, h_sig},
  {"inotify", s_inotify, c_inotify, h_inotify}, {"eventfd", s_eventfd, c_read8, h_eventfd}, {"timerfd", s_timerfd, c_read8, 0}, {"signalfd", s_signalfd, c_signalfd, h_sig},
  {"wait4", s_child, c_wait4, 0}, {"waitid", s_child, c_waitid, 0}, {"flock", s_flock, c_flock, 0}, {"fcntl", s_fcntl, c_fcntl, 0}, {"open fifo", s_fifo, c_fifo, h_fifo},
  {"futex inf", s_futex, c_futex_shared, h_futex}, {"accept 0", s_listen0, c_accept0, h_connect},
  {"write pipe 1M", s_pipe, c_big_write, h_drain}, {"writev pipe 1M", s_pipe, c_big_writev, h_drain}, {"send 1M", s_pair0, c_big_send, h_drain}, {"sendfile", s_pipe, c_sendfile, h_drain}, {"splice", s_pipe, c_splice, h_drain},
  {"io_uring submit", s_ring2, c_ring_submit, 0},
};
enum { N = sizeof waits / sizeof *waits };
static volatile int handled;
static void on(int s) { (void) s; handled++; }
static void sig(int s, void (*h)(int), int flags) { struct sigaction a; memset(&a, 0, sizeof a); a.sa_handler = h; a.sa_flags = flags; sigaction(s, &a, 0); }
static void prepare(const char *how) {
  if (!strcmp(how, "ignored")) signal(SIGUSR1, SIG_IGN);
  if (!strcmp(how, "ignoredtstp")) signal(SIGTSTP, SIG_IGN);
  if (!strcmp(how, "restart")) sig(SIGUSR1, on, SA_RESTART);
  if (!strcmp(how, "handler")) sig(SIGUSR1, on, 0);
  if (!strcmp(how, "conthandler")) sig(SIGCONT, on, SA_RESTART);
}
static void disturb(const char *how, int pid) {
  if (!strcmp(how, "ignored")) for (int i = 0; i < 25; i++) { ms(150); kill(pid, SIGUSR1); }
  if (!strcmp(how, "ignoredtstp")) for (int i = 0; i < 25; i++) { ms(150); kill(pid, SIGTSTP); }
  if (!strcmp(how, "default")) for (int i = 0; i < 25; i++) { ms(150); kill(pid, SIGWINCH); }
  if (!strcmp(how, "cont")) for (int i = 0; i < 25; i++) { ms(150); kill(pid, SIGCONT); }
  if (!strcmp(how, "child")) for (int i = 0; i < 25; i++) { ms(150); kill(pid, SIGCHLD); }
  if (!strcmp(how, "stop") || !strcmp(how, "conthandler")) { ms(200); kill(pid, SIGSTOP); ms(100); kill(pid, SIGCONT); }
  if (!strcmp(how, "tstp")) { ms(200); kill(pid, SIGTSTP); ms(100); kill(pid, SIGCONT); }
  if (!strcmp(how, "mixed")) { ms(150); kill(pid, SIGWINCH); ms(150); kill(pid, SIGSTOP); kill(pid, SIGWINCH); ms(150); kill(pid, SIGCONT); ms(100); kill(pid, SIGWINCH); }
  if (!strcmp(how, "late")) { ms(850); kill(pid, SIGWINCH); ms(200); kill(pid, SIGURG); ms(400); kill(pid, SIGWINCH); }
  if (!strcmp(how, "restart") || !strcmp(how, "handler")) { ms(200); kill(pid, SIGUSR1); }
}
static void one_case(int i, const char *how, int out) {
  struct wait *w = &waits[i];
  die(); mother = getpid();
  setpgid(0, 0);
  prepare(how);
  if (w->setup) w->setup();
  int self = getpid();
  if (!fork()) { die(); disturb(how, self); pause(); _exit(0); }
  if (w->helper && !fork()) { die(); ms(LIMIT_MS); w->helper(); pause(); _exit(0); }
  long t = now_ms();
  long r = w->call();
  t = now_ms() - t;
  char line[200];
  int n = sprintf(line, "%02d %-20s %-12s %8ld %s%s", i, w->name, how, r, r < 0 ? strerrorname_np(-r) : "", handled ? " handled" : "");
  if (getenv("MS")) n += sprintf(line + n, " %ld", t);
  else n += sprintf(line + n, " %s", t < 600 * LIMIT_S ? "early" : t > 1000 * LIMIT_S + 700 ? "late" : "at the limit");
  line[n++] = '\n';
  write(out, line, n);
  _exit(0);
}
int main(int argc, char **argv) {
  int only = argc > 2 ? atoi(argv[2]) : -1;
  int p[2]; pipe(p);
  char *how = strtok(strdup(argv[1]), ",");
  int count = 0;
  for (; how; how = strtok(0, ",")) for (int i = 0; i < N; i++) if (only < 0 || i == only) { count++; if (!fork()) { close(p[0]); one_case(i, how, p[1]); } }
  close(p[1]);
  char some[4096]; ssize_t r;
  struct pollfd f = {p[0], POLLIN, 0};
  long end = now_ms() + PATIENCE_MS;
  while (now_ms() < end && poll(&f, 1, 200) >= 0) if (f.revents) { r = read(p[0], some, sizeof some); if (r <= 0) break; write(1, some, r); }
  return 0;
}
