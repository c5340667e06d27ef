// The program has descriptors 0, 1 and 2 and no other.
#include "../check.h"

int main(void) {
    for (int i = 0; i < 4096; i++) if (fcntl(i, F_GETFD) >= 0) say("%d flags %d\n", i, fcntl(i, F_GETFD));
    show(open("/dev/null", O_RDONLY));
}
