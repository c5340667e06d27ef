#!/bin/sh
# Runs each program of a directory, in a session and a directory of its own, and keeps its output and status:
#
#   run-programs.sh PROGRAMS RESULTS

for program in "$1"/*; do
    result=$2/${program##*/}
    work=$(mktemp -d)
    cd "$work" || exit 1
    timeout 120 setsid --wait "$program" </dev/null >"$result.out" 2>"$result.err"
    echo $? >"$result.status"
    cd / || exit 1
    rm -rf "$work"
done
