// The limit of processor time sends SIGXCPU, then SIGKILL.
#include "../check.h"

int main(void) {
    struct rlimit l = {1, 2};
    ends(child(setrlimit(RLIMIT_CPU, &l); for (;;) ;));
    ends(child(on(SIGXCPU, tell, 0); setrlimit(RLIMIT_CPU, &l); for (;;) getppid();));
}
