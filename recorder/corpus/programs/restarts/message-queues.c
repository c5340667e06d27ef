// msgrcv and mq_timedreceive end as they should under harmless and handled signals.
#include "../check.h"
#include <mqueue.h>
#include <sys/msg.h>

int main(void) {
    struct { long type; char c; } m;
    int id = msgget(IPC_PRIVATE, 0600);
    need(id >= 0, "no message queues");
    on(SIGUSR1, catch, SA_RESTART);
    pid_t k = child(for (int i = 0; i < 5; i++) { nap(30); kill(getppid(), SIGWINCH); } kill(getppid(), SIGUSR1));
    double begin = now();
    show(msgrcv(id, &m, 1, 0, 0));
    took(begin, 150, 3000);
    ends(k);
    msgctl(id, IPC_RMID, 0);
    struct mq_attr a = {.mq_maxmsg = 1, .mq_msgsize = 1};
    mq_unlink("/lanner-corpus");
    mqd_t q = mq_open("/lanner-corpus", O_CREAT | O_RDWR, 0600, &a);
    need(q >= 0, "no POSIX message queues");
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec++;
    char c;
    k = nuisance(SIGWINCH, 60, 100);
    begin = now();
    show(mq_timedreceive(q, &c, 1, 0, &end));
    took(begin, 900, 3000);
    kill(k, SIGKILL);
    ends(k);
    mq_unlink("/lanner-corpus");
}
