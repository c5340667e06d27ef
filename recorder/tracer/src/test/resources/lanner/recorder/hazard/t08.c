// The first execve is the only one.
#include <stdio.h>

int main(int argc, char **argv) {
    printf("%d %s\n", argc, argv[argc - 1]);
    return 0;
}
