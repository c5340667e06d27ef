# The nightly job of a server: cron starts a script that rotates a log, counts yesterday's visitors and mails the figures
# to root. Nothing is wrong here: a rule that cries is wrong.
user=root
directory=/
command=(/usr/local/sbin/cron -f)

prepare() {
    mkdir -p /var/log/site /etc/cron.d /var/lib/site
    local n
    for n in 1 2 3 4 5 6 7 8; do
        echo "192.0.2.$((n % 3)) GET /page-$n 200" >>/var/log/site/access.log
    done
    echo 'older' | gzip >/var/log/site/access.log.2.gz
    echo 'old' >/var/log/site/access.log.1
    echo '0 3 * * * root /usr/local/sbin/nightly-report' >/etc/cron.d/site

    # Stands in for cron: runs each job of /etc/cron.d once, as cron does: through a shell, in a session of its own.
    cat >/usr/local/sbin/cron <<'END'
#!/usr/bin/perl
use strict;
use warnings;
use POSIX 'setsid';
for my $table (glob '/etc/cron.d/*') {
    open(my $jobs, '<', $table) or die "$table: $!";
    while (my $line = <$jobs>) {
        my ($job) = $line =~ /^(?:\S+\s+){5}\S+\s+(.+)/ or next;
        my $child = fork();
        if ($child == 0) {
            setsid();
            exec '/bin/sh', '-c', $job;
        }
        waitpid $child, 0;
    }
}
END

    cat >/usr/local/sbin/nightly-report <<'END'
#!/bin/sh
set -e
cd /var/log/site
mv access.log.2.gz access.log.3.gz
gzip -c access.log.1 > access.log.2.gz
mv access.log access.log.1
install -m 640 -g adm /dev/null access.log
{
    echo "Subject: visitors on $(hostname)"
    echo
    cut -d ' ' -f 1 access.log.1 | sort | uniq -c | sort -rn
} | /usr/local/sbin/sendmail root
date > /var/lib/site/last-report
END

    # Stands in for a mail server: the message goes into the spool.
    cat >/usr/local/sbin/sendmail <<'END'
#!/bin/sh
cat >> "/var/spool/mail/$1"
END
    chmod 755 /usr/local/sbin/*
}
