// Scripts find their interpreters, with one argument, through another script, and not when one is missing.
#include "../check.h"

static void script(const char *name, const char *text) { int fd = open(name, O_CREAT | O_WRONLY | O_TRUNC, 0755); write(fd, text, strlen(text)); close(fd); }
static void run(const char *name) { ends(child(execl(name, "zero", "one", "two three", (char *)0); say("%s: %s\n", name, error(errno)); _exit(9))); }
int main(void) {
    script("plain", "#!/bin/sh\necho $0 $#\nexit 3\n");
    run("./plain");
    script("argument", "#!/bin/sh -e -x y\necho never\n");
    run("./argument");
    script("spaces", "#!  /bin/sh   -e  \necho $0\nfalse\necho never\n");
    run("./spaces");
    script("missing", "#!/no/such/interpreter\n");
    run("./missing");
    script("nothing", "#!\n");
    run("./nothing");
    script("blank", "#!   \n");
    run("./blank");
    script("directory", "#!/tmp\n");
    run("./directory");
    script("none", "echo a shell must do it\n");
    run("./none");
    script("outer", "#!./plain\n");
    run("./outer");
    char cwd[PATH_MAX], text[PATH_MAX + 10];
    getcwd(cwd, sizeof cwd);
    script("self", "#!./self\n");
    run("./self");
    char long_line[400];
    memset(long_line, 'a', sizeof long_line);
    memcpy(long_line, "#!/", 3);
    long_line[398] = '\n';
    long_line[399] = 0;
    script("long", long_line);
    run("./long");
    script("nul", "#!/bin/sh\nexit 5\n");
    run("nul");
}
