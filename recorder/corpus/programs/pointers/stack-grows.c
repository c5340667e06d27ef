// A call may be given memory of the stack that is not there yet.
#include "../check.h"

static int deep(int n) { char room[60000]; struct stat s; if (n == 0) return stat("/etc/passwd", (struct stat *)room); room[0] = n; return deep(n - 1) + (room[0] != n); }
int main(void) { show(deep(80)); }
