// An exec by a thread that is not the first keeps the process id and ends the others.
#include "../check.h"

static int id;
static void *run(void *n) { char text[16]; snprintf(text, 16, "%d", getpid()); execl("/proc/self/exe", "x", text, (char *)0); return 0; }
static void *stay(void *n) { for (;;) pause(); }
int main(int n, char **a) {
    if (n > 1) {
        check(getpid() == atoi(a[1]) && gettid() == getpid());
        status_line("Threads");
        return 3;
    }
    for (int i = 0; i < 5; i++) thread(stay, 0);
    thread(run, 0);
    for (;;) pause();
}
