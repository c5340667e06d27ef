// Too long arguments give E2BIG: one string over 128 kB, or all together over the limit of the stack.
#include "../check.h"

int main(void) {
    char *one = malloc(200000);
    memset(one, 'a', 199999);
    one[199999] = 0;
    char *a[] = {"x", one, 0}, *e[] = {0};
    show(execve("/bin/true", a, e));
    one[131071] = 0;
    ends(child(execve("/bin/true", a, e); say("%s\n", error(errno))));
    struct rlimit small = {1 << 20, RLIM_INFINITY};
    setrlimit(RLIMIT_STACK, &small);
    char **many = calloc(10, sizeof *many);
    for (int i = 0; i < 9; i++) many[i] = one;
    show(execve("/bin/true", many, e));
}
