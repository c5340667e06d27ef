#!/usr/bin/env python3
"""Varied work, to be recorded: varied.py SEED WORK

Reads trees of the system, searches and packs them, writes and renames files of many names, runs small programs, connects to
many ports of the loopback, compiles. SEED chooses which; the same seed on the same machine does the same. WORK is a measure of
how much: 3650000 makes some 5,000,000 events of the profile forensic. Writes into the directory that it is run in.
"""
import os, random, socket, subprocess, sys

seed, target = int(sys.argv[1]), int(sys.argv[2])
random.seed(seed)
trees = []
for root in ("/usr/share", "/usr/lib", "/usr/include", "/etc", "/var/lib/dpkg"):
    for path, names, files in os.walk(root):
        if 30 < len(files) < 3000:
            trees.append(path)
trees.sort()
programs = sorted(p for p in os.listdir("/usr/bin")
                  if p in set("awk base32 base64 basename cat chmod cksum cmp comm cp cut date dd df diff dirname du echo env expr false find fold grep head hostname id join ls md5sum mkdir mktemp mv nl nproc od paste perl printf pwd readlink realpath rm sed seq sh sha256sum shuf sleep sort split stat sum tac tail tee test touch tr true tsort tty uname uniq wc who xargs yes gcc as ld ar nm objdump strip make git python3 tar gzip xz bzip2 openssl".split()))
done = 0

def quiet(*command):
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

def walk():
    global done
    tree = random.choice(trees)
    names = sorted(os.listdir(tree))
    for name in names:
        path = os.path.join(tree, name)
        try:
            os.stat(path)
            if os.path.isfile(path):
                with open(path, "rb") as f:
                    os.fstat(f.fileno())
        except OSError:
            pass
    done += 6 * len(names)

def search():
    global done
    tree = random.choice(trees)
    quiet("grep", "-rIl", "needle%d" % random.randrange(1000), tree)
    done += 4 * len(os.listdir(tree)) + 80

def pack():
    global done
    tree = random.choice(trees)
    quiet("tar", "-cf", "pack-%d.tar" % random.randrange(500), tree)
    done += 4 * len(os.listdir(tree)) + 80

def write():
    global done
    where = "work/%s/%d" % (random.choice(("alpha", "beta", "gamma", "delta")), random.randrange(400))
    os.makedirs(where, exist_ok=True)
    for i in range(60):
        path = "%s/object-%d-%d.o" % (where, seed, random.randrange(600))
        with open(path, "w") as f:
            f.write("x")
        if random.randrange(3) == 0:
            os.rename(path, path + ".done")
        if random.randrange(4) == 0:
            os.chmod(where, 0o755)
    done += 5 * 60

def small():
    global done
    for i in range(4):
        quiet(random.choice(programs), "--version", "--seed=%d" % random.randrange(50000))
    done += 4 * 45

def talk():
    global done
    for i in range(40):
        s = socket.socket(socket.AF_INET, random.choice((socket.SOCK_STREAM, socket.SOCK_DGRAM)))
        try:
            s.connect(("127.0.%d.%d" % (random.randrange(20), random.randrange(1, 250)), random.randrange(20000, 20200)))
            s.send(b"x")
        except OSError:
            pass
        s.close()
    done += 40 * 4

def build():
    global done
    n = random.randrange(4000)
    with open("unit%d.c" % n, "w") as f:
        f.write("#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\nint f%d(int x) { return x * %d; }\n" % (n, n))
    quiet("gcc", "-c", "-o", "unit%d.o" % n, "unit%d.c" % n)
    done += 330

work = [walk] * 30 + [search] * 12 + [pack] * 4 + [write] * 8 + [small] * 2 + [talk] * 3 + [build]
while done < target:
    random.choice(work)()
