// userfaultfd tells of a missing page, and the page that is put there is seen.
#include "../check.h"
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

static char *page;
static void *reads(void *x) { return (void *)(long)*page; }
int main(void) {
    int u = syscall(SYS_userfaultfd, O_CLOEXEC);
    need(u >= 0, "no userfaultfd");
    struct uffdio_api api = {.api = UFFD_API};
    show(ioctl(u, UFFDIO_API, &api));
    page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct uffdio_register r = {.range = {(uintptr_t)page, 4096}, .mode = UFFDIO_REGISTER_MODE_MISSING};
    show(ioctl(u, UFFDIO_REGISTER, &r));
    pthread_t t = thread(reads, 0);
    struct uffd_msg m;
    show(read(u, &m, sizeof m));
    show(m.event == UFFD_EVENT_PAGEFAULT);
    static char full[4096] __attribute__((aligned(4096))) = "Q";
    struct uffdio_copy c = {.dst = (uintptr_t)page, .src = (uintptr_t)full, .len = 4096};
    show(ioctl(u, UFFDIO_COPY, &c));
    void *got;
    pthread_join(t, &got);
    say("%c\n", (int)(long)got);
}
