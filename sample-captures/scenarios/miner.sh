# A miner comes with a script into /var/tmp, calls itself like a kernel's thread, asks for huge pages and other processes'
# time, logs into a "pool" on port 3333 and keeps three workers busy for a moment. They compute nothing of worth.
user=www-data
directory=/srv
command=(bash /var/tmp/.system/start.sh)

prepare() {
    mkdir -p /var/tmp/.system
    cat >/var/tmp/.system/start.sh <<'END'
#!/bin/bash
cd /var/tmp/.system
echo 128 > /proc/sys/vm/nr_hugepages
cp libz.so kdevtmpfsi
chmod 700 kdevtmpfsi
nohup ./kdevtmpfsi -o stratum+tcp://127.0.0.1:3333 -u 48made-up -p x -t 3 --donate-level 1 > /dev/null 2>&1 &
renice -n -5 -p $! > /dev/null
wait $!
END

    cat >/run/miner.c <<'END'
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void work(void) {
    volatile unsigned long hash = 5381;
    for (long n = 0; n < 200000000L; n++) hash = hash * 33 ^ n;
    _exit(0);
}

int main(int argc, char **argv) {
    const char *pool = NULL, *wallet = NULL;
    int workers = 1;
    for (int n = 1; n + 1 < argc; n++) {
        if (strcmp(argv[n], "-o") == 0) pool = argv[n + 1];
        if (strcmp(argv[n], "-u") == 0) wallet = argv[n + 1];
        if (strcmp(argv[n], "-t") == 0) workers = atoi(argv[n + 1]);
    }
    if (pool == NULL || wallet == NULL || workers < 1 || workers > 8) return 2;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(strrchr(pool, ':') + 1))};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setpriority(PRIO_PROCESS, 0, -10);
    mmap(NULL, 2 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&to, sizeof to) != 0) return 3;
    char line[512];
    int length = snprintf(line, sizeof line,
                          "{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"%s\",\"agent\":\"made-up/1\"}}\n", wallet);
    send(s, line, length, 0);
    recv(s, line, sizeof line, 0);
    for (int n = 0; n < workers; n++)
        if (fork() == 0) work();
    while (wait(NULL) > 0)
        ;
    length = snprintf(line, sizeof line, "{\"id\":2,\"method\":\"submit\",\"params\":{\"nonce\":\"00\"}}\n");
    send(s, line, length, 0);
    recv(s, line, sizeof line, 0);
    return 0;
}
END
    gcc -O1 -o /var/tmp/.system/libz.so /run/miner.c
    chown -R www-data: /var/tmp/.system
    other_side pool 3333
}
