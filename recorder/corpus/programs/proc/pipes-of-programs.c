// A pipeline of shells, sorts and counts gives its result and its statuses.
#include "../check.h"

int main(void) {
    ends(child(execl("/bin/bash", "bash", "-c", "set -o pipefail; for i in $(seq 50); do echo $((i % 7)); done | sort | uniq -c | (exit 3) | cat; echo ${PIPESTATUS[*]} | wc -w; cat <(echo a) <(echo b); exit $?", (char *)0)));
}
