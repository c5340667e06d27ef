// The program itself stops, and a child that was left behind continues it.
#include "../check.h"

int main(void) {
    pid_t me = getpid();
    pid_t p = child(reaches(me, "Tt"); kill(me, SIGCONT));
    raise(SIGSTOP);
    say("goes on\n");
    ends(p);
}
