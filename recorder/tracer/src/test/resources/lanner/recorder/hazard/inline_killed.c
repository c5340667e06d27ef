#include "inline.h"

/* Counts its calls where somebody can see it who kills it. Makes them one behind the other, or slowly. */
int main(int argc, char **argv) {
    int many = argc > 2 ? 100 : 20000;
    int fd = open(argv[1], O_RDWR | O_CREAT | O_TRUNC, 0600);
    check(ftruncate(fd, 4096) == 0, "ftruncate");
    volatile long *count = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    for (;;) {
        access("/counted", F_OK);
        (*count)++;
        if (*count == many) {
            printf("killed soon\n");
            fflush(stdout);
        }
        if (argc > 2) {
            usleep(1000);
        }
    }
}
