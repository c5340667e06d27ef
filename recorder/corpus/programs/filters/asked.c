// A program asks whether it is filtered.
// differs: it is, by the recorder
#include "../check.h"

int main(void) {
    show(prctl(PR_GET_SECCOMP));
    status_line("Seccomp");
}
