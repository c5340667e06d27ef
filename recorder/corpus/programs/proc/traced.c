// The program reads in /proc/self/status whether somebody traces it.
// differs: the recorder does
#include "../check.h"

int main(void) {
    char line[256];
    FILE *f = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, f)) if (!strncmp(line, "TracerPid:", 10)) say("%s\n", atoi(line + 10) ? "traced" : "not traced");
}
