// The program finds its environment: nothing was added or taken away.
#include "../check.h"

extern char **environ;
static int order(const void *a, const void *b) { return strcmp(*(char **)a, *(char **)b); }
int main(void) {
    int n = 0;
    for (; environ[n]; n++) ;
    qsort(environ, n, sizeof *environ, order);
    for (int i = 0; i < n; i++) if (environ[i][0] != '_') say("%.300s\n", environ[i]);
}
