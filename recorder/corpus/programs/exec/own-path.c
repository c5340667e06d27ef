// /proc/self/exe and argv[0] are the path that was executed, comm is its last part.
#include "../check.h"

int main(int n, char **a) {
    char link[PATH_MAX] = {0}, name[16];
    readlink("/proc/self/exe", link, sizeof link - 1);
    check(!strcmp(link, a[0]));
    prctl(PR_GET_NAME, name);
    say("%s\n", name);
    say("%s\n", program_invocation_short_name);
    check(n == 1);
}
