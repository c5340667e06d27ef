// Three hundred children live at the same time and end at once.
#include "../check.h"

int main(void) {
    int gate[2], n = 0;
    char c;
    pipe(gate);
    for (int i = 0; i < 300; i++) if (child(close(gate[1]); read(gate[0], &c, 1); _exit(1)) > 0) n++;
    close(gate[1]);
    int how, ones = 0;
    while (wait(&how) > 0) ones += WEXITSTATUS(how);
    say("%d %d\n", n, ones);
}
