// The program itself dies of SIGTERM that a child sends.
#include "../check.h"

int main(void) {
    child(kill(getppid(), SIGTERM));
    for (;;) pause();
}
