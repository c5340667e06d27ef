// gdb runs a program and prints its status.
// differs: gdb cannot trace what is traced already
#include "../check.h"

int main(void) {
    need(!access("/usr/bin/gdb", X_OK), "no gdb");
    ends(child(execl("/bin/sh", "sh", "-c", "gdb -q -batch -ex run /bin/true 2>/dev/null | grep -c 'exited normally'", (char *)0)));
}
