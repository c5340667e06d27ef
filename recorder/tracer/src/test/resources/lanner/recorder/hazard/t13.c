// As many calls as asked for, each with another name.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
    char name[32];
    for (int i = 0; i < atoi(argv[argc - 1]); i++) {
        sprintf(name, "/call/%d", i);
        chdir(i % 2 ? "/" : name);
    }
    return 0;
}
