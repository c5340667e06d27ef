# A little of everything, for format version 1: files, links, modes, processes, pipes, signals, sockets of three families,
# memory that is a file, names that are no text, and calls that fail.
directory=/home/sam
command=(perl /home/sam/everything.pl)

prepare() {
    cat >/home/sam/everything.pl <<'END'
use strict;
use warnings;
use Socket qw(:DEFAULT AF_INET6 pack_sockaddr_in6 IN6ADDR_LOOPBACK);
mkdir 'd' or die;
open(my $file, '>', "d/not \xff text \x1b[31m") or die;
print $file "words\n";
close $file;
rename "d/not \xff text \x1b[31m", 'd/f' or die;
link 'd/f', 'd/hard' or die;
symlink 'f', 'd/soft' or die;
chmod 0600, 'd/f' or die;
truncate 'd/f', 3 or die;
utime 1, 1, 'd/soft' or die;
chdir 'd' or die;
open my $missing, '<', 'x' x 300;
open my $refused, '<', '/etc/shadow';
chown 0, 0, 'f';
pipe(my $out, my $in) or die;
my $child = fork();
if ($child == 0) {
    open STDOUT, '>&', $in;
    exec '/bin/echo', 'from a child', "\x07";
}
close $in;
my $said = <$out>;
waitpid $child, 0;
my $sleeper = fork();
sleep 60, exit if $sleeper == 0;
kill 'TERM', $sleeper;
waitpid $sleeper, 0;
socket(my $server, AF_INET, SOCK_STREAM, 0) or die;
bind($server, sockaddr_in(7001, INADDR_LOOPBACK)) && listen($server, 1) or die;
socket(my $client, AF_INET, SOCK_STREAM, 0) or die;
connect($client, sockaddr_in(7001, INADDR_LOOPBACK)) or die;
accept(my $accepted, $server) or die;
send $client, "hello\n", 0;
recv $accepted, my $heard, 100, 0;
shutdown $client, 2;
socket(my $six, AF_INET6, SOCK_DGRAM, 0) or die;
connect $six, pack_sockaddr_in6(7002, IN6ADDR_LOOPBACK);
socket(my $local, AF_UNIX, SOCK_STREAM, 0) or die;
connect $local, sockaddr_un('/run/nobody');
socketpair(my $left, my $right, AF_UNIX, SOCK_STREAM, 0) or die;
my ($name, $where, $kind) = ('sample', '/home', 'tmpfs');
my $memory = syscall 319, $name, 1;
syscall 165, $name, $where, $kind, 0, 0; # mount, refused
syscall 101, 16, 1, 0, 0; # ptrace, refused
unlink 'f', 'hard', 'soft';
chdir '..';
rmdir 'd' or die;
system '/nowhere';
END
}
