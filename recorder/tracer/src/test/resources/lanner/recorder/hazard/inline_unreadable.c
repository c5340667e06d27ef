#include "inline.h"
#include <sys/prctl.h>

int main(void) {
    warm(50);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    warm(50);
    printf("dumpable %d\n", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
    return done();
}
