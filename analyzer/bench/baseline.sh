#!/bin/sh
# How many false alarms a baseline raises. Five programs are recorded RUNS times each, every time in a new directory: what
# they did is the baseline. Then they are recorded RUNS times more: each new peer, program, command line, file that was
# changed or run, user, privilege, listening port, system call, refusal or alert is a false alarm. At last each is recorded once
# with a staged addition: another program is run, which connects to a port that nothing listens on. Both have to be found.
#
#   analyzer/bench/baseline.sh [-n RUNS] [-o DIR] [PROGRAM...]
#
# RUNS is 20; the directory is a new one, and is left with its captures. Programs: build tests server install script (all five).
# A program whose tools are not there is left out, in a sentence. Needs the right to trace one's own children.
set -u

here=$(cd "$(dirname "$0")/../.." && pwd)
lanner=${LANNER:-$here/lanner}
runs=20
out=
while getopts n:o: option; do
    case $option in
        n) runs=$OPTARG ;;
        o) out=$OPTARG ;;
        *) echo "usage: $0 [-n RUNS] [-o DIR] [PROGRAM...]" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- build tests server install script
[ -n "$out" ] || out=$(mktemp -d)
mkdir -p "$out" && out=$(cd "$out" && pwd)
export LANNER_NO_BUILD=1

# What each program needs, makes in the directory it is in, and runs. $addition is put where the program would not notice.

needs_build='make gcc'
prepare_build() {
    for name in alpha beta gamma delta epsilon; do
        printf '#include "all.h"\nint %s(int x) { return x * %d; }\n' $name ${#name} >$name.c
    done
    printf 'int alpha(int); int beta(int); int gamma_(int); int delta(int); int epsilon(int);\n' >all.h
    sed -i 's/int gamma(/int gamma_(/' gamma.c
    printf '#include <stdio.h>\n#include "all.h"\nint main(void) { printf("%%d\\n", alpha(1) + beta(2) + gamma_(3) + delta(4) + epsilon(5)); return 0; }\n' >main.c
    printf 'objects = main.o alpha.o beta.o gamma.o delta.o epsilon.o\nall: program.tar.gz\nliball.a: $(filter-out main.o,$(objects))\n\tar rcs $@ $^\nprogram: main.o liball.a\n\t$(CC) -o $@ main.o liball.a\nprogram.tar.gz: program\n\t%s\n\t./program > out.txt\n\ttar -czf $@ program out.txt\n' "${addition:-true}" >Makefile
}
run_build='make -s -j2'

needs_tests='python3'
prepare_tests() {
    mkdir tests
    printf 'def double(x):\n    return 2 * x\n' >code_under_test.py
    : >tests/__init__.py
    cat >tests/test_all.py <<END
import os, socket, subprocess, tempfile, threading, unittest, uuid
from code_under_test import double

class Tests(unittest.TestCase):
    def test_double(self):
        self.assertEqual(double(2), 4)

    def test_temporary_files(self):
        with tempfile.TemporaryDirectory() as directory:
            for i in range(5):
                path = os.path.join(directory, str(uuid.uuid4()))
                with open(path, 'w') as file:
                    file.write('x')
                os.rename(path, path + '.done')

    def test_child(self):
        with tempfile.NamedTemporaryFile(suffix='.txt') as file:
            subprocess.run(['sort', '-o', file.name, file.name], check=True)
        subprocess.run(['sh', '-c', '''${addition:-true}'''], check=True)

    def test_server(self):
        server = socket.create_server(('127.0.0.1', 0))
        def serve():
            connection, _ = server.accept()
            connection.sendall(b'hello')
            connection.close()
        thread = threading.Thread(target=serve)
        thread.start()
        with socket.create_connection(server.getsockname()) as client:
            self.assertEqual(client.recv(5), b'hello')
        thread.join()
        server.close()
END
}
run_tests='python3 -m unittest -q'

needs_server='nginx wrk'
prepare_server() {
    mkdir logs html
    echo hello >html/index.html
    cat >nginx.conf <<END
worker_processes 2;
daemon off;
pid logs/nginx.pid;
error_log logs/error.log;
events { worker_connections 256; }
http {
    access_log logs/access.log;
    client_body_temp_path tmp_body; proxy_temp_path tmp_proxy; fastcgi_temp_path tmp_fastcgi;
    uwsgi_temp_path tmp_uwsgi; scgi_temp_path tmp_scgi;
    server { listen 127.0.0.1:18080; root html; }
}
END
    cat >serve.sh <<END
nginx -p "\$PWD" -e logs/error.log -c "\$PWD/nginx.conf" &
until [ -s logs/nginx.pid ]; do sleep 0.05; done
wrk -t1 -c8 -d1 http://127.0.0.1:18080/ >wrk.txt
${addition:-true}
nginx -p "\$PWD" -e logs/error.log -c "\$PWD/nginx.conf" -s quit
wait
END
}
run_server='sh serve.sh'

needs_install='npm'
prepare_install() {
    mkdir -p colours/lib project
    printf '{"name":"colours","version":"1.0.3","main":"lib/index.js","scripts":{"postinstall":"node lib/setup.js"}}\n' >colours/package.json
    printf 'module.exports = text => text;\n' >colours/lib/index.js
    printf 'const fs = require("fs"); fs.writeFileSync("built.json", JSON.stringify({built: true}));\n' >colours/lib/setup.js
    [ -z "$addition" ] || printf 'require("child_process").execSync(%s);\n' "'$addition'" >>colours/lib/setup.js
    (cd colours && npm pack --silent --cache ../cache-of-pack >/dev/null && mv colours-1.0.3.tgz ..)
    printf '{"name":"project","version":"1.0.0"}\n' >project/package.json
}
run_install='npm install --silent --offline --no-audit --no-fund --cache ./cache --prefix project ./colours-1.0.3.tgz'

needs_script='sed tar'
prepare_script() {
    cat >nightly.sh <<END
set -e
work=\$(mktemp -d)
trap 'rm -rf "\$work"' EXIT
for i in 1 2 3 4 5 6 7 8; do
    list=\$(mktemp "\$work/list.XXXXXX")
    seq \$i 50 | sort -rn >"\$list"
done
cat "\$work"/list.* | sort -u >all.txt
sed -i 's/^1/one/' all.txt
date +%Y-%m-%d >stamp-\$(date +%Y-%m-%d-%H%M%S).txt
sleep 60 &
kill \$!
${addition:-true}
tar -czf archive.tar.gz all.txt
sh -c 'echo \$\$ > pid.txt'
END
}
run_script='sh nightly.sh'

program=
record() { # record CAPTURE: the program in a new directory
    place=$(mktemp -d "$out/place.XXXXXX")
    (
        cd "$place" && prepare_$program || exit 4
        HOME=$place exec "$lanner" record -q -o "$1" -- sh -c "$(eval echo \"\$run_$program\")"
    ) </dev/null >"$out/last.log" 2>&1 || { echo "$program failed:"; cat "$out/last.log"; exit 1; }
    rm -rf "$place"
}

missing() {
    for tool in $(eval echo "\$needs_$program"); do
        command -v "$tool" >/dev/null || { echo "$tool"; return; }
    done
}

alarms=new-peer,new-program,new-command,new-file,new-user,new-privilege,new-listener,new-call,new-error,new-alert
failed=0
for program in "$@"; do
    absent=$(missing)
    if [ -n "$absent" ]; then
        echo "$program: left out, $absent is not installed"
        continue
    fi
    mkdir -p "$out/$program/good" "$out/$program/fresh"
    addition=
    for run in $(seq "$runs"); do
        record "$out/$program/good/$run.lanner"
        record "$out/$program/fresh/$run.lanner"
    done
    # 198.51.100.0/24 is for documentation (RFC 5737); nothing answers at this port of this machine.
    addition='base64 /etc/hostname > /dev/null; bash -c "exec 3<>/dev/tcp/127.0.0.2/8479" 2>/dev/null || true'
    [ "$program" != install ] || addition='base64 /etc/hostname > /dev/null; bash -c "exec 3<>/dev/tcp/127.0.0.2/8479" || true'
    record "$out/$program/staged.lanner"
    baseline=$out/$program/baseline.json
    "$lanner" compare --baseline "$out/$program/good" --save-baseline "$baseline" 2>/dev/null
    false=0
    for run in $(seq "$runs"); do
        "$lanner" compare --baseline "$baseline" "$out/$program/fresh/$run.lanner" --fail-on "$alarms" \
            >"$out/$program/fresh/$run.txt" || false=$((false + 1))
    done
    "$lanner" compare --baseline "$baseline" --all "$out/$program/staged.lanner" >"$out/$program/staged.txt"
    found=yes
    grep -q '/base64$' "$out/$program/staged.txt" || found='no new program'
    grep -q 'port 8479' "$out/$program/staged.txt" || found="$found, no new peer"
    echo "$program: $false of $runs fresh runs with a false alarm; staged program and peer found: $found"
    [ "$false$found" = 0yes ] || failed=1
done
echo "captures and reports: $out"
exit $failed
