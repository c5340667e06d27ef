#!/bin/sh
# Runs GUARD_COMMAND under lanner guard, and says where its results are.
#
#   GUARD_RULES, GUARD_OPTIONS   one a line
#   GUARD_FAIL_ON                as --fail-on takes it
#   GUARD_STOP_COMMANDS          true or false
set -eu

results=$(mktemp -d "$RUNNER_TEMP/lanner-guard.XXXXXX")
# Code scanning shows alerts at a file of the repository: the workflow that ran the command.
# GITHUB_WORKFLOW_REF is OWNER/NAME/PATH@REF.
workflow=${GITHUB_WORKFLOW_REF:-}
workflow=${workflow%%@*}
workflow=${workflow#*/}
workflow=${workflow#*/}

set -- --log github --fail-on "$GUARD_FAIL_ON" -o "$results/recording.lanner" --sarif "$results/guard.sarif"
[ -z "$workflow" ] || set -- "$@" --sarif-location "$workflow"
[ "$GUARD_STOP_COMMANDS" != true ] || set -- "$@" --stop-commands
while IFS= read -r line; do
    [ -z "$line" ] || set -- "$@" -r "$line"
done <<END
$GUARD_RULES
END
while IFS= read -r line; do
    [ -z "$line" ] || set -- "$@" "$line"
done <<END
$GUARD_OPTIONS
END

# What makes later starts faster takes longer than the one start of a job.
export LANNER_NO_BUILD=1
status=0
# One stream: what is said before, by and after the command stays in this order.
"$RUNNER_TEMP/lanner/bin/lanner" guard "$@" -- bash --noprofile --norc -eo pipefail -c "$GUARD_COMMAND" 2>&1 || status=$?
{
    echo "status=$status"
    echo "recording=$results/recording.lanner"
    [ ! -f "$results/guard.sarif" ] || echo "sarif=$results/guard.sarif"
} >>"$GITHUB_OUTPUT"
exit "$status"
