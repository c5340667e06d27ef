// Strict mode is a thread's: the others go on, and the process ends with its last thread.
#include <linux/seccomp.h>
#include "../check.h"

static void *works_on(void *end) {
    char byte;
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT)) _exit(98);
    while (read((int)(long)end, &byte, 1) == 1 && byte != 'x') if (write(1, &byte, 1) != 1) _exit(97);
    if (byte == 'x') getppid();
    syscall(SYS_exit, 0);
    return 0;
}

int main(void) {
    int p[2];
    if (pipe(p)) return 1;
    pthread_t t = thread(works_on, p[0]);
    if (write(p[1], "a\nx", 3) != 3) return 2;
    pthread_join(t, 0);
    show(prctl(PR_GET_SECCOMP));
    ends(child(thread(works_on, p[0]); nap(1); _exit(6)));
    ends(child(syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, 0); syscall(SYS_exit_group, 7)));
    ends(child(syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, 0); raise(SIGKILL)));
}
