// The program itself dies of a real-time signal.
#include "../check.h"

int main(void) {
    say("before\n");
    kill(getpid(), SIGRTMIN + 3);
    pause();
}
