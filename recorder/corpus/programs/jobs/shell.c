// A shell with job control stops, continues and waits for jobs of its own.
#include "../check.h"

int main(void) {
    ends(child(execl("/bin/bash", "bash", "-c", "set -m; sleep 60 & kill -STOP %1; sleep 0.2; jobs %1 | grep -c Stopped; kill -CONT %1; jobs -r | grep -c sleep; kill %1; wait %1; echo $?; exit 4", (char *)0); _exit(77)));
}
