// Each signal that kills by default kills a child with that signal.
#include "../check.h"

int main(void) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    for (int s = 1; s < 32; s++)
        if (s != SIGCHLD && s != SIGCONT && s != SIGSTOP && s != SIGTSTP && s != SIGTTIN && s != SIGTTOU && s != SIGURG && s != SIGWINCH)
            ends(child(kill(getpid(), s); _exit(1)));
    ends(child(kill(getpid(), SIGRTMIN); _exit(1)));
    ends(child(kill(getpid(), SIGRTMAX); _exit(1)));
}
