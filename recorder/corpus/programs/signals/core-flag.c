// A core dump sets the core flag of the status where the limit allows one.
#include "../check.h"

int main(void) {
    struct rlimit none = {0, RLIM_INFINITY};
    setrlimit(RLIMIT_CORE, &none);
    int how;
    pid_t p = child(abort());
    waitpid(p, &how, 0);
    say("without: signal %d core %d\n", WTERMSIG(how), !!WCOREDUMP(how));
    struct rlimit some = {1 << 24, RLIM_INFINITY};
    if (setrlimit(RLIMIT_CORE, &some)) skip("no core limit");
    p = child(abort());
    waitpid(p, &how, 0);
    say("with: signal %d core %d\n", WTERMSIG(how), !!WCOREDUMP(how));
}
