// Many arguments, empty ones, none at all and ones with odd bytes arrive as they were given.
#include "../check.h"

int main(int n, char **a, char **e) {
    if (n == 0 || (n == 1 && !a[0][0])) { say("n %d, first is %s\n", n, a[0] ? "empty" : "none"); return 1; }
    if (n > 1) {
        unsigned sum = 0;
        for (int i = 0; i < n; i++) for (char *c = a[i]; *c; c++) sum = sum * 31 + (unsigned char)*c;
        int variables = 0;
        for (; e[variables]; variables++) for (char *c = e[variables]; *c; c++) sum = sum * 31 + (unsigned char)*c;
        say("%d %d %u\n", n, variables, sum);
        return 2;
    }
    char *few[] = {"x", "", "a b", "\xff\xfe", "new\nline", "=", 0}, *v[] = {"A=1", "", "no equals", "A=2", "\xc3\xa9=x", 0}, *none[] = {0};
    ends(child(execve("/proc/self/exe", few, v)));
    ends(child(execve("/proc/self/exe", none, none)));
    char **many = calloc(20001, sizeof *many);
    for (int i = 0; i < 20000; i++) many[i] = "argument";
    ends(child(execve("/proc/self/exe", many, none)));
    ends(child(execve("/proc/self/exe", few, many)));
    ends(child(execve("/proc/self/exe", 0, 0)));
}
