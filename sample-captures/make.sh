#!/bin/bash
# Records the samples anew, each in a clean room: a machine made of a few files, named "sample", with a network that
# ends at itself. Nothing of the machine that this runs on gets into a capture but the versions of its kernel and of
# its programs.
#
#   sample-captures/make.sh [NAME...]      all of scenarios/*.sh, or those named (formats/v2: a new format's sample)
#
#   SAMPLES_OPTIONS    more options for the recorder, as "--inline off"; then SAMPLES_INTO has to say where to
#   SAMPLES_INTO       a directory for the captures (default: this one)
#
# A scenario is sourced in the room. It says
#   user       who does it: sam (the default), www-data or root
#   directory  where (default: the user's home)
#   command    what is recorded, an array
#   container  yes: the room looks like a Docker container (control group, capabilities, host name)
#   prepare    a function: what has to be there before; runs as root and is not recorded
#   typed      a function: what somebody types at a terminal meanwhile; without it there is no terminal
#   status     how the command must end (default: 0)
#
# Takes root, for the namespaces, and Debian's bash, perl, util-linux, gcc, make, git and curl.
set -euo pipefail

readonly path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
readonly container_id=5ca1ab1e0ddba11c0ffee0decade0facade0feed0beef0cafe0f00d0babe0d1c

# Docker's default capabilities.
readonly container_caps=-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,+net_bind_service,\
+net_raw,+sys_chroot,+mknod,+audit_write,+setfcap

die() {
    echo "make.sh: $1" >&2
    exit 4
}

# --- outside ---------------------------------------------------------------------------------------------------------

record_all() {
    here=$(cd "$(dirname "$0")" && pwd -P)
    [ "$(id -u)" = 0 ] || die "the clean room takes root"
    into=${SAMPLES_INTO:-$here}
    options=${SAMPLES_OPTIONS:-}
    [ -z "$options" ] || [ "$into" != "$here" ] || die "the samples here are recorded without options: set SAMPLES_INTO"
    mkdir -p "$into"
    into=$(cd "$into" && pwd -P)
    for tool in unshare setpriv pivot_root perl gcc make git curl java; do
        command -v "$tool" >/dev/null || die "$tool is missing"
    done
    "$here/../lanner" --version >/dev/null # builds it if need be: the room is read-only
    local names=("$@") name
    if [ $# = 0 ]; then
        for name in "$here"/scenarios/*.sh; do
            names+=("$(basename "$name" .sh)")
        done
    fi
    for name in "${names[@]}"; do
        record "$name"
    done
    report "${names[@]}"
}

# The figures of the README's table.
report() {
    local name
    for name in "$@"; do
        echo "$name: $("$here/../lanner" events "$into/$name.lanner" --count) events," \
            "$(cat "$into/$name.lanner"/* | wc -c) bytes"
    done
}

record() {
    local name=$1 stage java ended=0
    [ -f "$here/scenarios/$name.sh" ] || die "there is no scenario $name"
    if [[ $name == formats/* && -e $into/$name.lanner ]]; then
        die "$name is there: a capture of a format version is never made again"
    fi
    stage=$(mktemp -d)
    java=$(readlink -f "$(command -v java)")
    env -i PATH="$path" unshare --mount --pid --fork --kill-child --uts --ipc --net --cgroup \
        /bin/bash "$here/make.sh" --build-room "$name" "$stage" "${java%/bin/java}" "$options" </dev/null || ended=$?
    # The control group that a container's room was in: there, in one of two places, or not made.
    rmdir "/sys/fs/cgroup/pids/docker/$container_id" "/sys/fs/cgroup/docker/$container_id" 2>/dev/null || true
    if [ "$ended" != 0 ]; then
        rm -rf "$stage"
        die "$name could not be recorded"
    fi
    rm -rf "$into/$name.lanner"
    mkdir -p "$(dirname "$into/$name.lanner")"
    cp -r "$stage/captures/$(basename "$name").lanner" "$into/$name.lanner"
    rm -rf "$stage"
    chmod 755 "$into/$name.lanner"
    chmod 644 "$into/$name.lanner"/*
    "$here/../lanner" verify "$into/$name.lanner" || die "$name is not intact"
}

# --- building the room -----------------------------------------------------------------------------------------------

build_room() {
    local name=$1 stage=$2 java_home=$3 options=$4 lanner room
    lanner=$(cd "$(dirname "$0")/.." && pwd -P)
    # shellcheck source=/dev/null
    source "$lanner/sample-captures/scenarios/$name.sh"
    hostname sample
    if [ "${container:-no}" = yes ]; then
        hostname "${container_id:0:12}"
        enter_control_group
    fi
    mkdir -p "$stage/room" "$stage/captures"
    room=$stage/room
    mount -t tmpfs -o nodev,mode=755 room "$room"
    cd "$room"
    mkdir -p usr etc dev proc sys opt/lanner opt/jdk root home/sam srv run tmp captures old \
        var/{log,lib,cache,tmp,spool/mail}
    chmod 1777 tmp var/tmp
    chmod 700 root
    local directory_of_programs
    for directory_of_programs in bin sbin lib lib64; do
        ln -s usr/$directory_of_programs $directory_of_programs
    done
    ln -s ../run var/run
    bind_read_only /usr usr
    mount -t tmpfs -o mode=755 local usr/local
    mkdir -p usr/local/{bin,sbin}
    bind_read_only "$lanner" opt/lanner
    bind_read_only "$java_home" opt/jdk
    mount --bind "$stage/captures" captures
    fill_etc
    fill_dev
    mount -t proc -o nosuid,noexec,nodev proc proc
    hide_machine
    # What the recorder asks of /sys: whether the kernel trusts the time stamp counter.
    local clock=sys/devices/system/clocksource/clocksource0/current_clocksource
    [ ! -e /$clock ] || { mkdir -p "${clock%/*}" && cat /$clock >$clock; }
    mount --rbind proc/sys proc/sys
    mount -o remount,bind,ro proc/sys # nothing that a scenario tries reaches the machine's kernel
    mount -t tmpfs -o ro none proc/irq
    [ ! -e proc/sysrq-trigger ] || mount --bind /dev/null proc/sysrq-trigger
    # The loopback interface up: SIOCSIFFLAGS with IFF_UP and IFF_RUNNING.
    perl -e 'use Socket; socket(S, AF_INET, SOCK_DGRAM, 0); $up = pack("a16s", "lo", 0x41); ioctl(S, 0x8914, $up) or die $!'
    pivot_root . old
    cd /
    umount -l /old
    rmdir /old
    # Process 1 is a bash by the name of init: every capture's first ancestor, in a session of its own.
    ln -s /usr/bin/bash /run/init
    ulimit -n 1024
    exec env -i PATH="$path" TZ=UTC LANG=C setsid /run/init /opt/lanner/sample-captures/make.sh --in-room "$name" "$options"
}

# The kernel by its version alone, without its builder's suffix; and a boot that never was.
hide_machine() {
    uname -r | sed 's/-.*//' >run/osrelease
    echo 5a3b1e00-0000-4000-8000-000000000001 >run/boot_id
    mount --bind run/osrelease proc/sys/kernel/osrelease
    mount --bind run/boot_id proc/sys/kernel/random/boot_id
}

bind_read_only() {
    mount --bind "$1" "$2"
    mount -o remount,bind,ro "$2"
}

enter_control_group() {
    local group=/sys/fs/cgroup/docker/$container_id
    [ ! -d /sys/fs/cgroup/pids ] || group=/sys/fs/cgroup/pids/docker/$container_id
    mkdir -p "$group"
    echo $$ >"$group/cgroup.procs"
}

fill_etc() {
    cat >etc/passwd <<'END'
root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
www-data:x:33:33:www-data:/srv:/usr/sbin/nologin
sam:x:1000:1000:Sam:/home/sam:/bin/bash
END
    cat >etc/group <<'END'
root:x:0:
daemon:x:1:
adm:x:4:sam
www-data:x:33:
shadow:x:42:
sam:x:1000:
END
    cat >etc/shadow <<'END'
root:!made-up:20000:0:99999:7:::
sam:$y$j9T$made-up$made-up:20000:0:99999:7:::
END
    chmod 640 etc/shadow
    chown 0:42 etc/shadow
    echo "127.0.0.1 localhost sample registry.example pool.example" >etc/hosts
    echo "hosts: files" >etc/nsswitch.conf
    hostname >etc/hostname
    cp -a /etc/ld.so.cache /etc/alternatives etc/
    local configuration
    for configuration in /etc/java-*; do
        [ ! -d "$configuration" ] || cp -rL "$configuration" etc/
    done
    printf '# ~/.bashrc\nalias ll="ls -l"\nPS1="\\u@\\h:\\w\\$ "\n' >home/sam/.bashrc
    cp home/sam/.bashrc root/.bashrc
    chown -R 1000:1000 home/sam
}

fill_dev() {
    mount -t tmpfs -o mode=755,dev none dev
    local device
    for device in null zero full random urandom tty; do
        touch dev/$device
        mount --bind "/dev/$device" dev/$device
    done
    mkdir dev/pts dev/shm
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
    mount -t tmpfs -o mode=1777,nodev shm dev/shm
    ln -s pts/ptmx dev/ptmx
    ln -s /proc/self/fd dev/fd
    ln -s fd/0 dev/stdin
    ln -s fd/1 dev/stdout
    ln -s fd/2 dev/stderr
}

# --- in the room -----------------------------------------------------------------------------------------------------

# The other side of a connection, outside the recording: other_side MODE ARGUMENTS...; see scenarios/other-side.pl.
other_side() {
    perl /opt/lanner/sample-captures/scenarios/other-side.pl "$@" &
    while [ ! -e "/run/other-side-$!" ]; do
        kill -0 $! || die "the other side ($1) does not start"
        sleep 0.05
    done
}

in_room() {
    local name=$1 options=$2 user=sam status=0 ended=0
    # shellcheck source=/dev/null
    source "/opt/lanner/sample-captures/scenarios/$name.sh"
    local entry account home ids rights facts=()
    entry=$(grep "^$user:" /etc/passwd)
    IFS=: read -r account _ ids _ _ home _ <<<"$entry"
    chown "$ids" /captures
    umask 022
    prepare
    rights=(setpriv --reuid "$ids" --regid "$ids" --clear-groups)
    [ "$user" != root ] || rights=()
    if [ "${container:-no}" = yes ]; then
        rights=(setpriv "--bounding-set=$container_caps" --inh-caps=-all)
        facts=(LANNER_CONTAINER_NAME=shop LANNER_CONTAINER_IMAGE=registry.example/shop:1.4)
    fi
    local line=(env -i PATH="$path" HOME="$home" USER="$account" LOGNAME="$account" SHELL=/bin/bash TZ=UTC LANG=C
        LANNER_NO_BUILD=1 LANNER_JAVA=/opt/jdk/bin/java "${facts[@]}" "${rights[@]}"
        /opt/lanner/lanner record)
    # shellcheck disable=SC2206 # several words
    line+=($options -o "/captures/$(basename "$name").lanner" -- "${command[@]}")
    cd "${directory:-$home}"
    if declare -F typed >/dev/null; then
        printf '#!/bin/sh\nexec %s\n' "${line[*]@Q}" >/run/session
        chmod 755 /run/session
        typed | SHELL=/bin/sh script -q -e -c /run/session /dev/null || ended=$?
    else
        # Through a pipe: what our own output is, a file or a terminal, is nobody's business.
        "${line[@]}" 2>&1 | cat || ended=$?
    fi
    [ "$ended" = "$status" ] || die "$name ended with status $ended, not $status"
}

case ${1:-} in
    --build-room) build_room "$2" "$3" "$4" "$5" ;;
    --in-room) in_room "$2" "$3" ;;
    --help | -h) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" ;;
    -*) die "there is no option $1; see --help" ;;
    *) record_all "$@" ;;
esac
