// /proc/self says of the program what is true, its command line and its directory among it.
#include "../check.h"

int main(int n, char **a) {
    char text[4096] = {0}, link[PATH_MAX] = {0}, cwd[PATH_MAX];
    read(open("/proc/self/cmdline", O_RDONLY), text, sizeof text);
    check(!strcmp(text, a[0]));
    readlink("/proc/self/cwd", link, sizeof link - 1);
    check(!strcmp(link, getcwd(cwd, sizeof cwd)));
    memset(link, 0, sizeof link);
    readlink("/proc/self/root", link, sizeof link - 1);
    say("%s\n", link);
    status_line("Name");
    status_line("Umask");
    status_line("State");
    status_line("FDSize");
    status_line("Threads");
    memset(text, 0, sizeof text);
    read(open("/proc/self/syscall", O_RDONLY), text, 8);
    say("%.2s\n", text);
    read(open("/proc/self/oom_score_adj", O_RDONLY), text, 8);
    say("%s", text);
}
