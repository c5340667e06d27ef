/* Talks over sockets from every kind of thread. Each kind has a network of its own, 127.0.KIND.0: the server is .5 there,
   the client .6. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FIRST_THREAD = 1, SECOND_THREAD, OWN_TABLE, LEADER_GONE, SHARED_TABLE, BORN_WITH_OWN_TABLE };

static int kind;

static void check(long result) {
  if (result < 0) {
    perror("sockets");
    exit(1);
  }
}

static struct sockaddr_in end(int host, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = port};
  address.sin_addr.s_addr = htonl(127u << 24 | kind << 8 | host);
  return address;
}

static int bound(int type, struct sockaddr_in *at) {
  int fd = socket(AF_INET, type, 0);
  socklen_t size = sizeof *at;
  check(fd);
  check(bind(fd, (void *)at, sizeof *at));
  check(getsockname(fd, (void *)at, &size));
  return fd;
}

static void talk(void) {
  struct sockaddr_in server = end(5, 0), client = end(6, 0), from;
  socklen_t size = sizeof from;
  char byte[8];
  int listening = bound(SOCK_STREAM, &server), caller = bound(SOCK_STREAM, &client);
  check(listen(listening, 1));
  check(connect(caller, (void *)&server, sizeof server));
  int called = accept4(listening, (void *)&from, &size, 0);
  check(called);
  check(sendto(caller, "a", 1, 0, 0, 0));
  check(recvfrom(called, byte, 1, 0, 0, 0));
  struct iovec piece = {byte, 1};
  struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
  check(sendmsg(caller, &message, 0));
  check(recvmsg(called, &message, 0));
  close(called), close(caller), close(listening);

  server = end(5, 0), client = end(6, 0);
  int there = bound(SOCK_DGRAM, &server), here = bound(SOCK_DGRAM, &client);
  check(sendto(here, "b", 1, 0, (void *)&server, sizeof server));
  size = sizeof from;
  check(recvfrom(there, byte, 1, 0, (void *)&from, &size));
  message.msg_name = &server, message.msg_namelen = sizeof server;
  check(sendmsg(here, &message, 0));
  message.msg_name = &from, message.msg_namelen = sizeof from;
  check(recvmsg(there, &message, 0));
  close(there), close(here);
}

static void *talks(void *unused) {
  if (kind == OWN_TABLE) {
    check(unshare(CLONE_FILES));
    /* The others' tables are not this one's: the numbers used here are something else there. */
  }
  if (kind == LEADER_GONE) {
    char name[64], text[512];
    do {
      sprintf(name, "/proc/%d/status", getpid());
      FILE *status = fopen(name, "r");
      text[fread(text, 1, sizeof text - 1, status)] = 0;
      fclose(status);
    } while (!strstr(text, "State:\tZ"));
  }
  talk();
  if (kind == LEADER_GONE) exit(0);
  return 0;
}

static int talksAndEnds(void *unused) {
  talk();
  syscall(SYS_exit, 0);
  return 0;
}

static void *stack(void) {
  char *low = mmap(0, 1 << 18, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return low + (1 << 18);
}

static void run(void) {
  pthread_t thread;
  switch (kind) {
    case FIRST_THREAD:
      talk();
      break;
    case SHARED_TABLE: {
      int child = clone(talksAndEnds, stack(), CLONE_FILES | SIGCHLD, 0);
      check(child);
      check(waitpid(child, 0, 0));
      break;
    }
    case BORN_WITH_OWN_TABLE: {
      static int ended;
      check(clone(talksAndEnds, stack(), CLONE_VM | CLONE_SIGHAND | CLONE_THREAD | CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID, 0,
                  0, 0, &ended));
      usleep(1000);
      while (__atomic_load_n(&ended, __ATOMIC_SEQ_CST)) usleep(1000);
      break;
    }
    default:
      pthread_create(&thread, 0, talks, 0);
      if (kind == LEADER_GONE) pthread_exit(0);
      pthread_join(thread, 0);
  }
}

int main(void) {
  for (kind = FIRST_THREAD; kind <= BORN_WITH_OWN_TABLE; kind++) {
    int status, child = fork();
    check(child);
    if (child == 0) {
      run();
      _exit(0);
    }
    check(waitpid(child, &status, 0));
    if (status) return 2;
  }
  puts("done");
  return 0;
}
