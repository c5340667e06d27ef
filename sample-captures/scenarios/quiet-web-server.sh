# A small web server starts, answers six requests of a client, one of them for a page that is not there, writes its
# access log and ends. Nothing is wrong here: a rule that cries is wrong.
user=www-data
directory=/srv/site
command=(/bin/sh /srv/site/check.sh)

prepare() {
    mkdir -p /srv/site/public /var/log/site
    chown www-data /var/log/site
    echo '<h1>Opening hours</h1>' >/srv/site/public/index.html
    echo '<p>Monday to Friday</p>' >/srv/site/public/hours.html
    echo 'h1 { color: navy }' >/srv/site/public/style.css

    cat >/srv/site/server.pl <<'END'
#!/usr/bin/perl
use strict;
use warnings;
use IO::Socket::INET;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 8080, Listen => 5, ReuseAddr => 1) or die $!;
open(my $log, '>>', '/var/log/site/access.log') or die $!;
$SIG{TERM} = sub { exit 0 };
while (my $client = $server->accept) {
    my ($method, $path) = split / /, <$client> // '';
    $path = '/index.html' if $path eq '/';
    my ($status, $body) = ('404 Not Found', "not here\n");
    if ($path =~ m{^/[a-z]+\.[a-z]+$} && open(my $page, '<', "/srv/site/public$path")) {
        ($status, $body) = ('200 OK', join '', <$page>);
    }
    print $client "HTTP/1.0 $status\r\n\r\n$body";
    syswrite $log, $client->peerhost . " $method $path $status\n";
    close $client;
}
END

    cat >/srv/site/client.pl <<'END'
#!/usr/bin/perl
use strict;
use warnings;
use IO::Socket::INET;
for my $path (@ARGV) {
    my $server = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => 8080) or die $!;
    print $server "GET $path HTTP/1.0\r\n\r\n";
    my $status = <$server>;
    print "$path: $status";
}
END

    cat >/srv/site/check.sh <<'END'
#!/bin/sh
perl server.pl &
server=$!
sleep 1
perl client.pl / /hours.html /style.css / /nothing.html /hours.html
kill $server
wait $server
END
}
