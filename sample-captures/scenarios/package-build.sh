# A small C program is built, tested and packed by make, as on any developer's machine or build server. Nothing is wrong
# here: a rule that cries is wrong.
directory=/home/sam/greet
command=(make all check dist)

prepare() {
    mkdir -p /home/sam/greet
    cd /home/sam/greet
    cat >greet.h <<'END'
void greet(const char *name);
END
    cat >greet.c <<'END'
#include <stdio.h>
#include "greet.h"
void greet(const char *name) { printf("Hello, %s!\n", name); }
END
    cat >main.c <<'END'
#include "greet.h"
int main(int argc, char **argv) {
    greet(argc > 1 ? argv[1] : "world");
    return 0;
}
END
    cat >Makefile <<'END'
CFLAGS = -O1 -Wall
all: greet
greet: main.o greet.o
	$(CC) -o $@ main.o greet.o
main.o greet.o: greet.h
check: greet
	./greet > actual.txt
	echo 'Hello, world!' | cmp - actual.txt
dist: greet
	mkdir -p dist/greet-1.0
	install -m 755 greet dist/greet-1.0/
	cp greet.h dist/greet-1.0/
	tar -czf dist/greet-1.0.tar.gz -C dist greet-1.0
	cd dist && sha256sum greet-1.0.tar.gz > SHA256SUMS
.PHONY: all check dist
END
    chown -R sam: /home/sam/greet
    cd /
}
