#!/bin/sh
# Builds an arm64 machine out of Debian's packages, boots it in qemu-system-aarch64 and has it run checks.sh. Software
# emulation: a processor of it is ten to thirty times slower than the host's.
#
#   recorder/arm64/machine.sh [CHECK...]
#
#   ARM64_WORK     where packages, disks and logs are kept (default: recorder/arm64/target)
#   ARM64_SUITE    the Debian release (default: bookworm)
#   ARM64_PATIENCE how many seconds the machine may run (default: 7200)
#
# Needs: apt-get, dpkg-deb, mkfs.ext4, cpio, qemu-system-aarch64, aarch64-linux-gnu-gcc, arm-linux-gnueabihf-gcc, root (the
# files of the machine belong to root), and what build.sh makes. Ends with 0 if every check has passed.

set -eu
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
work=${ARM64_WORK:-$here/target}
suite=${ARM64_SUITE:-bookworm}
patience=${ARM64_PATIENCE:-7200}
packages="linux-image-arm64 busybox-static openjdk-17-jre-headless gcc libc6-dev strace make python3-minimal bash coreutils
    dash findutils grep sed mawk tar gzip procps util-linux libc-bin base-files passwd diffutils hostname login mount"

say() {
    echo "arm64: $1" >&2
}

die() {
    say "$1"
    exit 1
}

fetch() {
    [ ! -f "$work/fetched" ] || return 0
    say "fetching packages"
    mkdir -p "$work/apt/state/lists/partial" "$work/apt/cache/archives/partial"
    : >"$work/apt/state/status"
    cat >"$work/apt/sources.list" <<EOF
deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $suite main
deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian-security $suite-security main
EOF
    cat >"$work/apt/apt.conf" <<EOF
Dir::State "$work/apt/state";
Dir::State::status "$work/apt/state/status";
Dir::Cache "$work/apt/cache";
Dir::Etc::SourceList "$work/apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
APT::Architecture "arm64";
APT::Architectures "arm64";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
EOF
    APT_CONFIG=$work/apt/apt.conf apt-get -q update >"$work/apt.log" 2>&1
    # shellcheck disable=SC2086
    APT_CONFIG=$work/apt/apt.conf apt-get -q -y --download-only install $packages >>"$work/apt.log" 2>&1
    touch "$work/fetched"
}

# Unpacked, not installed: nothing of arm64 can run here.
root() {
    [ ! -f "$work/root.img" ] || return 0
    say "unpacking packages"
    root=$work/root
    rm -rf "$root"
    mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib" "$root/etc" "$root/proc" "$root/sys" "$root/dev" \
        "$root/tmp" "$root/run" "$root/root" "$root/payload"
    ln -s usr/bin "$root/bin"
    ln -s usr/sbin "$root/sbin"
    ln -s usr/lib "$root/lib"
    chmod 1777 "$root/tmp"
    for package in "$work"/apt/cache/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$root"
    done
    rm -rf "$root/usr/share/doc" "$root/usr/share/locale" "$root/usr/share/man"
    printf '%s\n' root:x:0:0:root:/root:/bin/bash daemon:x:1:1::/:/bin/sh nobody:x:65534:65534::/:/bin/sh \
        tester:x:1000:1000::/tmp:/bin/sh >"$root/etc/passwd"
    printf '%s\n' root:x:0: daemon:x:1: tty:x:5: nogroup:x:65534: tester:x:1000: >"$root/etc/group"
    echo arm64 >"$root/etc/hostname"
    echo '127.0.0.1 localhost arm64' >"$root/etc/hosts"
    [ -e "$root/usr/bin/awk" ] || ln -s mawk "$root/usr/bin/awk"
    [ -e "$root/usr/bin/java" ] || ln -s ../lib/jvm/java-17-openjdk-arm64/bin/java "$root/usr/bin/java"
    configuration=$root/usr/lib/jvm/java-17-openjdk-arm64/conf
    [ -e "$configuration" ] || ln -s /etc/java-17-openjdk "$configuration"
    initrd "$root"
    cp "$root"/boot/vmlinuz-* "$work/vmlinuz"
    rm -rf "$root"/boot/* "$root"/usr/lib/modules
    mkfs.ext4 -q -F -d "$root" "$work/root.img" 3G
    rm -rf "$root"
}

# Debian's kernel has its disks in modules.
initrd() {
    tree=$work/initrd
    rm -rf "$tree"
    mkdir -p "$tree/bin" "$tree/dev" "$tree/proc" "$tree/new"
    cp "$1/usr/bin/busybox" "$tree/bin/"
    for module in virtio_mmio virtio_blk crc16 mbcache jbd2 crc32c_generic ext4; do
        find "$1/usr/lib/modules" -name "$module.ko" -exec cp {} "$tree/" \;
    done
    cat >"$tree/init" <<'EOF'
#!/bin/busybox sh
export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t devtmpfs dev /dev
for module in virtio_mmio virtio_blk crc16 mbcache jbd2 crc32c_generic ext4; do
    insmod /$module.ko
done
until [ -e /dev/vda ] && [ -e /dev/vdb ]; do sleep 0.1; done
mount -t ext4 /dev/vda /new
if [ -e /new/checks.sh ]; then
    umount /new
    mount -t ext4 /dev/vdb /new && mount -t ext4 /dev/vda /new/payload
else
    mount -t ext4 /dev/vdb /new/payload
fi
mount --move /dev /new/dev
umount /proc
exec switch_root /new /payload/checks.sh
EOF
    chmod 755 "$tree/init"
    (cd "$tree" && find . | cpio -o -H newc --quiet | gzip) >"$work/initrd.gz"
}

# What is checked: the archive that people install, the recorder's tests, and programs of the corpus.
payload() {
    say "packing what is checked"
    tree=$work/payload
    rm -rf "$tree"
    mkdir -p "$tree/lanner" "$tree/tests" "$tree/corpus"
    archive=$(ls "$project"/dist/target/lanner-[0-9]*.tar.gz | grep -v -e '-sql\.tar\.gz$' | head -n 1)
    tar -xzf "$archive" -C "$tree/lanner" --strip-components 1
    for part in "$project/recorder/capture/target/test-classes" "$project/recorder/tracer/target/test-classes"; do
        mkdir -p "$tree/tests/classes"
        cp -r "$part/." "$tree/tests/classes/"
    done
    cp -r "$project/recorder/tracer/target/arm64-lib" "$tree/tests/lib"
    cp "$here/checks.sh" "$here/run-programs.sh" "$tree/"
    compile
    rm -f "$work/payload.img"
    mkfs.ext4 -q -F -L payload -d "$tree" "$work/payload.img" 1500M
}

# Programs that do not compile are for another machine; those that differ for a known reason are left out.
compile() {
    rm -f "$work/not-compiled"
    (cd "$project/recorder/corpus/programs" && find . -name '*.c') | while read -r source; do
        ! grep -q '^// differs:' "$project/recorder/corpus/programs/$source" || continue
        program=$tree/corpus/${source%.c}
        mkdir -p "$(dirname "$program")"
        aarch64-linux-gnu-gcc -O1 -w -pthread -o "$program" "$project/recorder/corpus/programs/$source" 2>/dev/null ||
            echo "${source#./}" >>"$work/not-compiled"
    done
    arm-linux-gnueabihf-gcc -static -O1 -o "$tree/narrow" "$here/narrow.c"
}

boot() {
    say "booting; the log is $work/serial.log"
    : >"$work/serial.log"
    # The work of a run is thrown away with it.
    nice -n 19 timeout "$patience" qemu-system-aarch64 -M virt -cpu cortex-a72 -smp 2 -m 3G -nographic -no-reboot -nic none \
        -kernel "$work/vmlinuz" -initrd "$work/initrd.gz" \
        -append "console=ttyAMA0 quiet panic=-1 checks=$(echo "$*" | tr ' ' ,)" \
        -drive "file=$work/root.img,if=none,format=raw,id=root,snapshot=on" -device virtio-blk-device,drive=root \
        -drive "file=$work/payload.img,if=none,format=raw,id=payload,snapshot=on" -device virtio-blk-device,drive=payload \
        -serial "file:$work/serial.log" -monitor none </dev/null >"$work/qemu.log" 2>&1 || say "the machine ended with $?"
    tr -d '\r' <"$work/serial.log" | sed -n 's/^@ //p'
    # Cut short, or a check that failed.
    grep -q '^== done' "$work/serial.log" || die "the checks did not come to their end"
    ! grep -q '^@ [^|]*| status [1-9]' "$work/serial.log" || die "not every check has passed"
}

for program in qemu-system-aarch64 aarch64-linux-gnu-gcc arm-linux-gnueabihf-gcc apt-get dpkg-deb mkfs.ext4 cpio; do
    command -v "$program" >/dev/null || die "there is no $program; README.md says what it is part of"
done
[ -d "$project/recorder/tracer/target/arm64-lib" ] || die "there is nothing to check yet: run build.sh first"
mkdir -p "$work"
fetch
root
payload
boot "$@"
