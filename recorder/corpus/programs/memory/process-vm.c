// A parent reads and writes its child's memory by process_vm_readv and writev.
#include "../check.h"
#include <sys/uio.h>

int main(void) {
    static volatile int x = 5;
    int p[2], y = 0;
    char c;
    pipe(p);
    prctl(PR_SET_PTRACER, -1);
    pid_t k = child(write(p[1], "r", 1); while (x == 5) usleep(1000); _exit(x));
    read(p[0], &c, 1);
    struct iovec mine = {&y, 4}, its = {(void *)&x, 4};
    show(process_vm_readv(k, &mine, 1, &its, 1, 0));
    show(y);
    y = 9;
    show(process_vm_writev(k, &mine, 1, &its, 1, 0));
    ends(k);
    show(process_vm_readv(k, &mine, 1, &its, 1, 0));
}
