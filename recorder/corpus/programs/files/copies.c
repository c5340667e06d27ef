// sendfile, splice, tee, copy_file_range and vmsplice move bytes.
#include "../check.h"
#include <sys/sendfile.h>
#include <sys/uio.h>

int main(void) {
    int a = open("a", O_CREAT | O_RDWR, 0600), b = open("b", O_CREAT | O_RDWR, 0600), p[2], q[2];
    write(a, "0123456789", 10);
    pipe(p);
    pipe(q);
    off_t o = 2;
    show(sendfile(b, a, &o, 5));
    o = 0;
    show(splice(a, &o, p[1], 0, 4, 0));
    show(tee(p[0], q[1], 4, 0));
    show(splice(p[0], 0, b, 0, 4, 0));
    o = 3;
    show(copy_file_range(a, &o, b, 0, 3, 0));
    struct iovec v = {"xyz", 3};
    show(vmsplice(q[1], &v, 1, 0));
    char room[32] = {0};
    show(pread(b, room, 31, 0));
    say("%s\n", room);
    memset(room, 0, 32);
    show(read(q[0], room, 31));
    say("%s\n", room);
}
