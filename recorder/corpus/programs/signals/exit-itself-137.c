// The program itself ends with the status that a shell gives to SIGKILL.
#include "../check.h"

int main(void) { return 137; }
