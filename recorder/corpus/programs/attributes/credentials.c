// Changing users and groups changes what it should, keeps what it should and refuses the rest.
#include "../check.h"
#include <sys/fsuid.h>

int main(void) {
    need(getuid() == 0, "not root");
    gid_t g[] = {10, 20};
    show(setgroups(2, g));
    show(getgroups(0, 0));
    show(setresgid(5, 6, 7));
    show(setresuid(1000, 1001, 0));
    uid_t r, e, s;
    getresuid(&r, &e, &s);
    say("%d %d %d\n", r, e, s);
    getresgid(&r, &e, &s);
    say("%d %d %d\n", r, e, s);
    show(setuid(5));
    show(seteuid(0));
    show(setfsuid(1234));
    show(setfsuid(-1));
    show(setuid(1000));
    show(setuid(0));
    status_line("Uid");
    status_line("Gid");
    status_line("Groups");
    show(kill(1, SIGUSR1));
    int fd = open("/etc/shadow", O_RDONLY);
    say("%s\n", fd < 0 ? error(errno) : "opened");
}
