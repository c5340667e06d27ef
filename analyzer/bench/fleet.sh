#!/bin/sh
# How long rules over many captures take: a shell loop of `lanner analyze`, one process a capture; one `lanner analyze` of all of
# them with a job a processor; and `lanner fleet analyze`. They are run in turn, each RUNS times a number of captures, and their lines
# are compared. The captures are copies of the sample captures. Output: a line for each run, tab-separated: number of captures, what
# was run, wall seconds, processor seconds, alerts, whether its lines are those of the loop.
#
#   analyzer/bench/fleet.sh [-n RUNS] [-w WHAT] [-m MASTER] [-o DIR] [NUMBER...]
#
# RUNS is 1, WHAT is 'loop jobs fleet', MASTER is local[*], the directory is a new one, and is left with its captures; numbers are
# 100 500 2000. Lines are compared with those of the first of WHAT.
set -u

here=$(cd "$(dirname "$0")/../.." && pwd)
lanner=${LANNER:-$here/lanner}
runs=1
what='loop jobs fleet'
master='local[*]'
out=
while getopts n:w:m:o: option; do
    case $option in
        n) runs=$OPTARG ;;
        w) what=$OPTARG ;;
        m) master=$OPTARG ;;
        o) out=$OPTARG ;;
        *) echo "usage: $0 [-n RUNS] [-w WHAT] [-m MASTER] [-o DIR] [NUMBER...]" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- 100 500 2000
[ -n "$out" ] || out=$(mktemp -d)
mkdir -p "$out" && out=$(cd "$out" && pwd)

# The launcher builds what is missing before anything is measured.
"$lanner" fleet --help >/dev/null || exit
export LANNER_NO_BUILD=1
jobs=$(getconf _NPROCESSORS_ONLN)
cd "$out" || exit

run_loop() {
    for capture in "$1"/*.lanner; do
        "$lanner" analyze "$capture" 2>/dev/null
    done
}
run_jobs() {
    "$lanner" analyze --jobs "$jobs" "$1"/*.lanner 2>/dev/null
}
run_fleet() {
    "$lanner" fleet analyze "$1" --master "$master" 2>"$1.messages"
}

# The processor seconds of the children that have ended, user and system, go to spent. A subshell would have none.
count() {
    times >times
    spent=$(sed -n 2p times | tr ms '  ' | awk '{ printf "%.2f", $1 * 60 + $2 + $3 * 60 + $4 }')
}

printf 'captures\trun\twall\tprocessor\talerts\tsame\n'
for number; do
    if [ ! -d "captures-$number" ]; then
        mkdir "captures-$number"
        i=0
        while [ "$i" -lt "$number" ]; do
            for sample in "$here"/sample-captures/*.lanner; do
                [ "$i" -lt "$number" ] || break
                name=${sample##*/}
                cp -r "$sample" "captures-$number/$(printf '%06d' "$i")-$name"
                i=$((i + 1))
            done
        done
    fi
    round=0
    while [ "$round" -lt "$runs" ]; do
        for each in $what; do
            count
            before=$spent
            began=$(date +%s.%N)
            "run_$each" "captures-$number" >"$each-$number.alerts"
            ended=$(date +%s.%N)
            count
            same=yes
            cmp -s "$each-$number.alerts" "${what%% *}-$number.alerts" || same=no
            printf '%d\t%s\t%s\t%d\t%s\n' "$number" "$each" \
                "$(echo "$began $ended $before $spent" | awk '{ printf "%.1f\t%.1f", $2 - $1, $4 - $3 }')" \
                "$(wc -l <"$each-$number.alerts")" "$same"
        done
        round=$((round + 1))
    done
done
