// inotify tells what happens to files in order.
#include "../check.h"
#include <sys/inotify.h>

int main(void) {
    int i = inotify_init1(IN_NONBLOCK);
    mkdir("d", 0700);
    inotify_add_watch(i, "d", IN_ALL_EVENTS);
    close(open("d/a", O_CREAT | O_WRONLY, 0600));
    rename("d/a", "d/b");
    chmod("d/b", 0400);
    unlink("d/b");
    char room[4096];
    ssize_t n = read(i, room, sizeof room);
    for (char *c = room; c < room + n; c += sizeof(struct inotify_event) + ((struct inotify_event *)c)->len)
        say("%x %s\n", ((struct inotify_event *)c)->mask, ((struct inotify_event *)c)->len ? ((struct inotify_event *)c)->name : "");
}
