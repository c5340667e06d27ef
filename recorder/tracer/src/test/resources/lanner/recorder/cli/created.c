/* Opens files with O_CREAT in every way. A path that ends in "made" makes its file, one that ends in "kept" does not. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void make(int dirfd, const char *path, int flags) {
  int fd = openat(dirfd, path, O_CREAT | O_RDWR | flags, 0600);
  if (fd < 0) {
    perror(path);
    exit(1);
  }
  close(fd);
}

static void *elsewhere(void *unused) {
  unshare(CLONE_FS);
  chdir("dir");
  make(AT_FDCWD, "elsewhere-made", 0);
  make(AT_FDCWD, "../file-kept", 0);
  make(AT_FDCWD, "/proc/thread-self/cwd/thread-made", 0);
  return 0;
}

int main(int argc, char **argv) {
  char path[512];
  int file, dir;
  pthread_t thread;
  mkdir("dir", 0700), mkdir("dir/deep", 0700), mkdir("jail", 0700), mkdir("jail/in", 0700);
  file = creat("file-kept", 0600), close(creat("dir/file-kept", 0600));
  dir = open("dir", O_PATH);
  make(AT_FDCWD, "plain-made", 0);
  make(AT_FDCWD, "plain-made", 0), unlink("plain-made");
  make(AT_FDCWD, "file-kept", 0);
  make(dir, "by-descriptor-made", 0);
  make(dir, "file-kept", 0);
  make(AT_FDCWD, "exclusive-made", O_EXCL);
  symlink("target", "dangling-made"), make(AT_FDCWD, "dangling-made", 0);
  symlink("file-kept", "link-kept"), make(AT_FDCWD, "link-kept", 0);
  symlink("deep", "dir/way"), symlink("../nothing", "dir/deep/up-made");
  make(AT_FDCWD, "dir/way/up-made", 0);
  symlink("../file-kept", "dir/deep/up-kept"), make(AT_FDCWD, "dir/way/up-kept", 0);
  snprintf(path, sizeof path, "%s/absolute", argv[1]);
  symlink(path, "absolute-made"), make(AT_FDCWD, "absolute-made", 0);
  symlink("dangling-too", "chain"), symlink("chain", "chain-made"), make(AT_FDCWD, "chain-made", 0);
  make(AT_FDCWD, "dir/../dir/deep/./parent-made", 0);
  make(AT_FDCWD, "dir/../file-kept", 0);
  make(AT_FDCWD, "/proc/self/cwd/self-made", 0);
  make(AT_FDCWD, "/proc/self/cwd/file-kept", 0);
  snprintf(path, sizeof path, "/proc/self/fd/%d", file), symlink(path, "magic-kept");
  dup2(file, 77), make(AT_FDCWD, "magic-kept", 0);
  mkfifo("fifo-kept", 0600), make(AT_FDCWD, "fifo-kept", 0);
  symlink("/in/jailed", "jail/in/root-made"), symlink("/in", "jail/way");
  unsigned long how[3] = {O_CREAT | O_RDWR, 0600, 0x10};
  int jail = open("jail", O_PATH);
  int jailed = syscall(SYS_openat2, jail, "/way/root-made", how, sizeof how);
  int again = syscall(SYS_openat2, jail, "../../way/root-made", how, sizeof how);
  printf("openat2 %d\n", jailed >= 0 && again >= 0);
  close(open("dir", O_TMPFILE | O_RDWR, 0600));
  pthread_create(&thread, 0, elsewhere, 0), pthread_join(thread, 0);
  if (fork() == 0) {
    int bad = chroot("jail");
    printf("chroot %d\n", !bad);
    if (!bad) {
      unlink("/in/jailed"), chdir("/in");
      make(AT_FDCWD, "/way/root-made", 0);
      make(AT_FDCWD, "../../../way/root-made", 0);
    }
    fflush(stdout);
    _exit(0);
  }
  wait(0);
  return 0;
}
