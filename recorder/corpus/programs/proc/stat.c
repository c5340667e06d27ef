// Fields of /proc/self/stat: its id, parent, group, session, threads, exit signal, policy.
#include "../check.h"

int main(void) {
    char text[4096] = {0}, *c;
    read(open("/proc/self/stat", O_RDONLY), text, 4095);
    check(atoi(text) == getpid());
    c = strrchr(text, ')') + 2;
    int ppid, pgrp, session, tty, tpgid;
    sscanf(c + 2, "%d %d %d %d %d", &ppid, &pgrp, &session, &tty, &tpgid);
    check(ppid == getppid() && pgrp == getpgrp() && session == getsid(0));
    say("%d %d\n", tty, tpgid);
    int field = 3;
    for (char *f = strtok(c, " "); f; f = strtok(0, " "), field++)
        if (field == 18 || field == 19 || field == 20 || field == 31 || field == 32 || field == 38 || field == 40 || field == 41) say("%d: %s\n", field, f);
}
