/* refuse new|all|trace COMMAND...: runs a command as on a kernel that cannot name threads by descriptors, where nobody may
   copy descriptors of others, or where nobody may trace. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define NUMBER BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))
#define FLAGS BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1]))
#define UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip)
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, value)

int main(int argc, char **argv) {
  struct sock_filter new[] = {NUMBER, UNLESS(434, 3), FLAGS, UNLESS(0x80, 1), ANSWER(SECCOMP_RET_ERRNO | EINVAL),
                              ANSWER(SECCOMP_RET_ALLOW)};
  struct sock_filter all[] = {NUMBER, UNLESS(438, 1), ANSWER(SECCOMP_RET_ERRNO | EPERM), ANSWER(SECCOMP_RET_ALLOW)};
  struct sock_filter trace[] = {NUMBER, UNLESS(101, 1), ANSWER(SECCOMP_RET_ERRNO | EPERM), ANSWER(SECCOMP_RET_ALLOW)};
  struct sock_fprog program = {sizeof new / sizeof *new, new};
  if (argc < 3) return 64;
  if (!strcmp(argv[1], "all")) program = (struct sock_fprog){sizeof all / sizeof *all, all};
  if (!strcmp(argv[1], "trace")) program = (struct sock_fprog){sizeof trace / sizeof *trace, trace};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) return 77;
  execvp(argv[2], argv + 2);
  return 127;
}
