# The other side of the samples' connections. It runs beside a recording, not in it, and listens on loopback alone.
#
#   files PORT DIRECTORY    a web server: sends the files of a directory
#   sink PORT               a web server that takes what it is sent and says thanks
#   pool PORT               a mining pool that knows one job
#   commands PORT FILE      sends the lines of a file, one after the other, to whoever connects; then hangs up
#   docker PATH             Docker's interface, on a Unix socket: it has no containers and makes none
use strict;
use warnings;
use Socket;
use IO::Handle;

my ($mode, $where, $what) = @ARGV;
my $server;
if ($mode eq 'docker') {
    socket($server, AF_UNIX, SOCK_STREAM, 0) && bind($server, sockaddr_un($where)) or die "$where: $!";
    chmod 0660, $where;
} else {
    socket($server, AF_INET, SOCK_STREAM, 0) or die "socket: $!";
    setsockopt($server, SOL_SOCKET, SO_REUSEADDR, 1);
    bind($server, sockaddr_in($where, INADDR_LOOPBACK)) or die "port $where: $!";
}
listen($server, 10) or die "listen: $!";
open(my $ready, '>', "/run/other-side-$$") or die "ready: $!";
close $ready;
local $SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';

while (accept(my $client, $server)) {
    if (fork() == 0) {
        $client->autoflush(1);
        serve($client);
        exit 0;
    }
    close $client;
}

sub serve {
    my ($client) = @_;
    if ($mode eq 'commands') {
        open(my $lines, '<', $what) or die "$what: $!";
        while (my $line = <$lines>) {
            select(undef, undef, undef, 0.15);
            print $client $line;
        }
        select(undef, undef, undef, 0.3);
        return;
    }
    if ($mode eq 'pool') {
        while (my $line = <$client>) {
            print $client '{"id":1,"result":{"status":"OK","job":{"blob":"00","target":"ffff"}}}', "\n";
        }
        return;
    }
    my ($method, $path) = split / /, <$client> // '';
    my $length = 0;
    while (my $header = <$client>) {
        last if $header =~ /^\r?$/;
        $length = $1 if $header =~ /^content-length: (\d+)/i;
    }
    read($client, my $sent, $length) if $length;
    my $body = $mode eq 'docker' ? "[]\n" : "thanks\n";
    if ($mode eq 'files') {
        open(my $file, '<:raw', "$what$path") or return print $client "HTTP/1.0 404 Not Found\r\n\r\n";
        local $/;
        $body = <$file>;
    }
    print $client "HTTP/1.0 200 OK\r\nContent-Length: ", length($body), "\r\n\r\n", $body;
}
