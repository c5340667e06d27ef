// posix_spawn with file actions, attributes and a missing program.
#include "../check.h"
#include <spawn.h>

extern char **environ;
int main(void) {
    posix_spawn_file_actions_t f;
    posix_spawnattr_t t;
    posix_spawn_file_actions_init(&f);
    posix_spawn_file_actions_addopen(&f, 1, "out", O_CREAT | O_WRONLY, 0600);
    posix_spawn_file_actions_addclose(&f, 2);
    posix_spawnattr_init(&t);
    posix_spawnattr_setflags(&t, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    pid_t p;
    char *a[] = {"sh", "-c", "echo spawned; exit 3", 0};
    show(posix_spawnp(&p, "sh", &f, &t, a, environ));
    ends(p);
    char room[32] = {0};
    read(open("out", O_RDONLY), room, 31);
    say("%s", room);
    say("%s\n", error(posix_spawn(&p, "/no/such", 0, 0, a, environ)));
    show(waitpid(-1, 0, 0));
    show(system("exit 5") >> 8);
    FILE *q = popen("echo piped", "r");
    fgets(room, 32, q);
    say("%s", room);
    show(pclose(q));
}
