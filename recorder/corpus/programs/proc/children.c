// /proc lists a process's children while they live, and its waiting state in wchan.
#include "../check.h"

int main(void) {
    char path[64], text[256] = {0}, want[64];
    pid_t a = child(pause()), b = child(pause());
    snprintf(path, sizeof path, "/proc/self/task/%d/children", gettid());
    int fd = open(path, O_RDONLY);
    need(fd >= 0, "no children file");
    read(fd, text, 255);
    snprintf(want, sizeof want, "%d %d ", a, b);
    check(!strcmp(text, want));
    kill(a, SIGKILL);
    kill(b, SIGKILL);
    ends(a);
    ends(b);
}
