#include "inline.h"

/* Does what a hostile program could do to its own record, and what it could not. */
static long at(unsigned char *instruction, long number, long first, long second, long third) {
    long result;
    register long fourth __asm__("r10") = 0644;
    __asm__ volatile("call *%5"
                     : "=a"(result)
                     : "0"(number), "D"(first), "S"(second), "d"(third), "r"(instruction), "r"(fourth)
                     : "rcx", "r11", "memory");
    return result;
}

int main(void) {
    warm(60);
    volatile unsigned long *slot = (void *)RING;
    access("/told/before", F_OK);
    unsigned long head = slot[0];
    access("/erased", F_OK);
    slot[0] = head;
    char *record = (char *)head;
    memset(record, 0, 88);
    *(int *)record = 88;
    *(int *)(record + 4) = SYS_access;
    *(long *)(record + 32) = (long)"/forged";
    strcpy(record + 80, "/forged");
    slot[0] = head + 88;
    /* Its own code where the stub's one instruction is. */
    unsigned char *code = (void *)CODE;
    int offset = 0;
    while (memcmp(code + offset, "\x8b\x41\x04\x0f\x05", 5) != 0) {
        offset++;
    }
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    code = mmap(code, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, flags, -1, 0);
    unsigned char *call = code + offset + 3;
    memcpy(call, "\x0f\x05\xc3", 3);
    check(at(call, SYS_access, (long)"/hidden", F_OK, 0) == -ENOENT, "hidden access");
    check(at(call, SYS_openat, AT_FDCWD, (long)"read-from-there", O_RDONLY) == -ENOENT, "open for reading");
    check(at(call, SYS_openat, AT_FDCWD, (long)"written-from-there", O_WRONLY | O_CREAT) >= 0, "open for writing");
    check(at(call, SYS_unlink, (long)"written-from-there", 0, 0) == 0, "unlink");
    access("/told/after", F_OK);
    return done();
}
