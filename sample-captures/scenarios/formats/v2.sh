# A little of everything, for format version 2: what the sample of version 1 does, and calls that take time: one that waits
# for another process, one that a signal interrupts, one that its process never returns from.
directory=/home/sam
command=(perl /home/sam/everything.pl)

prepare() {
    cat >/home/sam/everything.pl <<'END'
use strict;
use warnings;
use POSIX qw(mkfifo O_RDONLY EINTR);
use Time::HiRes qw(sleep ualarm);
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
mkfifo 'waiting', 0600 or die;
my $other = fork();
if ($other == 0) {
    sleep 0.05;
    open(my $late, '>', 'waiting') or die;
    exit;
}
open(my $awaited, '<', 'waiting') or die;
waitpid $other, 0;
POSIX::sigaction(POSIX::SIGALRM, POSIX::SigAction->new(sub { })) or die;
ualarm 50_000;
defined POSIX::open('waiting', O_RDONLY) and die;
$! == EINTR or die;
my $stuck = fork();
POSIX::open('waiting', O_RDONLY), exit if $stuck == 0;
sleep 0.05;
kill 'KILL', $stuck;
waitpid $stuck, 0;
unlink 'waiting' or die;
END
}
