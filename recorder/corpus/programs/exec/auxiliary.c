// The auxiliary vector names the program, its ids and that it is not set-id.
#include "../check.h"
#include <sys/auxv.h>

int main(int n, char **a) {
    check(!strcmp((char *)getauxval(AT_EXECFN), a[0]));
    show(getauxval(AT_SECURE));
    check(getauxval(AT_UID) == getuid() && getauxval(AT_EUID) == geteuid() && getauxval(AT_GID) == getgid());
    show(getauxval(AT_PAGESZ));
    check(getauxval(AT_SYSINFO_EHDR) != 0 && getauxval(AT_RANDOM) != 0);
    check(getauxval(AT_ENTRY) != 0);
    say("%s\n", (char *)getauxval(AT_PLATFORM));
}
