// The program itself ends with status 255.
#include "../check.h"

int main(void) { return 255; }
