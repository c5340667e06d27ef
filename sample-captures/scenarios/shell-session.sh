# Somebody works at a terminal for a few seconds: looks around, reads, changes a line, searches, commits. An ordinary
# session, to see what people at work look like.
directory=/home/sam/notes
command=(bash -i)

prepare() {
    mkdir -p /home/sam/notes
    cd /home/sam/notes
    printf 'milk\nbred\napples\n' >shopping.txt
    printf 'call Ann\nwater the plants\n' >todo.txt
    printf '[user]\n name = Sam\n email = sam@sample.example\n' >/home/sam/.gitconfig
    git -c init.defaultBranch=main -c safe.directory='*' init -q .
    chown -R sam: /home/sam
    cd /
}

typed() {
    local line
    sleep 2
    while IFS= read -r line; do
        printf '%s\n' "$line"
        sleep 0.25
    done <<'END'
ls -l
cat shopping.txt
sed -i s/bred/bread/ shopping.txt
grep -n bread *.txt
wc -l *.txt | sort -n
mkdir old && cp todo.txt old/
git add shopping.txt todo.txt
git commit -q -m 'Bread has an a'
git log --oneline | cat
rm -r old
date
exit
END
}
