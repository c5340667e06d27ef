// exit_group by one of sixteen busy threads ends all with its status.
#include "../check.h"

static void *busy(void *n) { for (;;) { int p[2]; if (pipe(p) == 0) { close(p[0]); close(p[1]); } } }
static void *ender(void *n) { usleep(3000); _exit(7); }
int main(void) {
    for (int round = 0; round < 10; round++) ends(child(for (int i = 0; i < 15; i++) thread(busy, i); thread(ender, 0); pause()));
}
