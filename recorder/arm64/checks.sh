#!/bin/sh
# Runs inside the emulated machine, as its first process: prints a line `@ CHECK | RESULT | SECONDS` for each check. Words
# of the kernel's command line, checks=A,B, select some.

export PATH=/usr/sbin:/usr/bin HOME=/root TMPDIR=/tmp LANG=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs -o mode=1777 tmp /tmp
mkdir -p /dev/pts /dev/shm
mount -t devpts pts /dev/pts
mount -t tmpfs shm /dev/shm
mkdir -p /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup
hostname arm64
busybox ip link set lo up
ln -sf /proc/self/fd /dev/fd
ldconfig

here=/payload
lanner=$here/lanner/bin/lanner
java=/usr/bin/java
wanted=$(sed -n 's/.*checks=\([^ ]*\).*/\1/p' /proc/cmdline)
cd /tmp || exit 1

# Without class-data archives, which take some minutes to make and then save a quarter of one at each start.
case ,$wanted, in *,quick,*) export LANNER_NO_BUILD=1 ;; esac

wants() {
    [ -z "$wanted" ] && return 0
    case ,$wanted, in *,$1,*) return 0 ;; esac
    return 1
}

check() {
    name=$1
    wants "$name" || wants "${name%%/*}" || return 0
    echo "== $name"
    began=$(date +%s)
    said=$("${2:-$name}")
    status=$?
    echo "@ $name | status $status: $said | $(($(date +%s) - began)) s"
}

machine() {
    echo "$(uname -m), Linux $(uname -r), $(nproc) processors, $($java -version 2>&1 | sed -n 1p)"
}

versions() {
    $lanner --version | head -n 1
}

records() {
    $lanner record -q -o /tmp/r.lanner -- sh -c 'cat /etc/hostname >/tmp/copy; exit 3'
    [ $? = 3 ] || return 1
    $lanner verify /tmp/r.lanner >&2 || return 1
    $lanner info /tmp/r.lanner >&2
    $lanner events /tmp/r.lanner >&2
    echo "$($lanner events /tmp/r.lanner --count), $($lanner info /tmp/r.lanner | grep -i kernel)"
}

demo() {
    $lanner demo >/tmp/demo.out 2>&1
    status=$?
    cat /tmp/demo.out >&2
    grep -c -E '(Warning|Notice|Critical|Error)' /tmp/demo.out
    return $status
}

# Control groups of version 2, seen from inside as a container sees its own. In 64 MB the recorder fits; beside a program that
# takes too much the kernel ends whoever has most, which is the program where the recorder has less than half.
limits() {
    echo +memory >/sys/fs/cgroup/cgroup.subtree_control || return 1
    limited 64M sh -c 'cat /etc/hostname >/tmp/copy; exit 3'
    [ $? = 3 ] || return 1
    peak=$(cat /sys/fs/cgroup/64M/memory.peak 2>/dev/null)
    limited 256M python3 -c 'bytearray(400 << 20)'
    status=$?
    echo "a recording in 64 MB: peak $((${peak:-0} >> 20)) MB; in 256 MB a program of 400 MB ended with $status," \
        "$(sed -n 's/^oom_kill //p' /sys/fs/cgroup/256M/memory.events) killed for its memory"
    [ $status = 137 ]
}

limited() {
    group=/sys/fs/cgroup/$1
    mkdir -p "$group"
    echo "$1" >"$group/memory.max"
    shift
    echo 0 >"$group/memory.swap.max" 2>/dev/null
    sh -c 'echo $$ >'"$group"'/cgroup.procs; exec unshare --cgroup --mount sh -c "umount -l /sys/fs/cgroup
        mount -t cgroup2 none /sys/fs/cgroup
        exec \"\$@\"" sh "$@"' sh "$lanner" record -q --overwrite -o /tmp/limited.lanner -- "$@"
    limited=$?
    $lanner verify /tmp/limited.lanner >&2 || return 1
    return $limited
}

narrow() {
    $here/narrow >&2
    rm -f /tmp/narrow-made
    $lanner record -q -o /tmp/n.lanner -- $here/narrow >/tmp/narrow.out
    status=$?
    cat /tmp/narrow.out >&2
    [ $status = 5 ] || return 1
    $lanner events /tmp/n.lanner -p '%proc.name %evt.type %lanner.args' >&2
    cat /tmp/narrow.out
}

tests() {
    module=$1
    shift
    mkdir -p /tmp/project/recorder/tracer/target
    cp -r $here/tests/classes /tmp/project/recorder/tracer/target/test-classes
    libraries=$(ls $here/lanner/lib/recorder/*.jar $here/tests/lib/*.jar | tr '\n' ':')
    (cd /tmp/project/recorder/tracer &&
        $java @$here/lanner/lib/jvm/lanner.options -XX:TieredStopAtLevel=1 -Xmx600m -Dlanner.patience=3600 \
            -cp "target/test-classes:$libraries" org.junit.platform.console.ConsoleLauncher execute \
            --disable-banner --details=tree --details-theme=ascii --single-color --fail-if-no-tests "$@") >/tmp/tests.out 2>&1
    status=$?
    grep -E '\[X\]|\[S\]' /tmp/tests.out >&2
    sed -n '/^Failures (/,$p' /tmp/tests.out | grep -Ev '^ +(org[.](junit|assertj)|java[.]base)' | cut -c1-300 >&2
    sed -n 's/.*\[ *\([0-9]*\) tests \(successful\|failed\|aborted\|skipped\) .*/\1 \2/p' /tmp/tests.out | tr '\n' ' '
    rm -rf /tmp/project/recorder/tracer/target/test-classes
    return $status
}

tables() {
    tests tracer -p lanner.recorder.arch -p lanner.recorder.seccomp -c lanner.recorder.syscall.SyscallTableTest \
        -p lanner.recorder.trace -p lanner.recorder.os
}

hazards() {
    tests tracer -c "lanner.recorder.hazard.${name#hazards/}"
}

transparency() {
    tests tracer -c "lanner.recorder.cli.${name#transparency/}"
}

agreement() {
    tests tracer -c lanner.recorder.agreement.AgreementTest
    status=$?
    cat /tmp/project/recorder/tracer/target/agreement.txt >&2
    return $status
}

attach() {
    tests tracer -c lanner.recorder.cli.AttachLiveTest
}

# The programs of a topic of the corpus: bare twice, then all of them in one recording, as its start takes longest.
topic() {
    topic=$here/corpus/${name#corpus/}
    for way in bare again recorded; do
        mkdir -p "/tmp/corpus/$way"
    done
    "$here/run-programs.sh" "$topic" /tmp/corpus/bare
    "$here/run-programs.sh" "$topic" /tmp/corpus/again
    $lanner record -q --overwrite -o /tmp/corpus.lanner -- "$here/run-programs.sh" "$topic" /tmp/corpus/recorded || return 1
    $lanner verify /tmp/corpus.lanner >&2 || return 1
    same=0 differ=0 unstable=0 skipped=0
    for program in "$topic"/*; do
        file=${program##*/}
        if [ "$(cat "/tmp/corpus/bare/$file.status")" = 77 ]; then
            skipped=$((skipped + 1))
        elif ! alike bare again "$file"; then
            unstable=$((unstable + 1))
        elif alike bare recorded "$file"; then
            same=$((same + 1))
        else
            differ=$((differ + 1))
            echo "differs: $file" >&2
            diff -r /tmp/corpus/bare /tmp/corpus/recorded | grep -A 9 "/$file[.]" | head -n 30 >&2
        fi
    done
    rm -rf /tmp/corpus
    echo "$same same, $differ differ, $unstable unstable, $skipped skipped"
    [ "$differ" = 0 ]
}

alike() {
    for part in status out err; do
        cmp -s "/tmp/corpus/$1/$3.$part" "/tmp/corpus/$2/$3.$part" || return 1
    done
}

for each in machine versions records demo narrow limits tables agreement; do
    check $each
done
for each in HazardTest SeccompModeLiveTest SurvivalTest EndsTest BirthsLiveTest; do
    check "hazards/$each" hazards
done
for each in TransparencyLiveTest StartLiveTest WaitsLiveTest SocketLiveTest; do
    check "transparency/$each" transparency
done
check attach
for each in "$here"/corpus/*/; do
    check "corpus/$(basename "$each")" topic
done
echo "== done"
sync
echo o >/proc/sysrq-trigger
sleep 60
