// A program starts with no signal blocked, caught or pending.
#include "../check.h"

int main(void) {
    status_line("SigBlk");
    status_line("SigIgn");
    status_line("SigCgt");
    status_line("SigPnd");
    status_line("ShdPnd");
}
