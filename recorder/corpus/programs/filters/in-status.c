// The program reads in /proc/self/status whether it is filtered.
// differs: it is, by the recorder
#include "../check.h"

int main(void) {
    status_line("Seccomp");
}
