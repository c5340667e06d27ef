#include "inline.h"

int main(int argc, char **argv) {
    warm(argc > 1 ? atoi(argv[1]) : 500);
    return done();
}
