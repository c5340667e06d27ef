#!/bin/sh
# How the audit webhook of `lanner analyze --follow` stands a steady load on loopback: how many events were sent, accepted and
# analyzed, and how long a request took. Fails unless all three are the same.
#   analyzer/bench/audit-webhook.sh [EVENTS-A-SECOND [SECONDS [EVENTS-A-LIST]]]     (default: 5000 60 100)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
lanner=${LANNER:-$here/../../lanner}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/rules.yaml" <<'RULES'
- rule: Secret read
  desc: A secret was read by a person.
  condition: ka.stage = ResponseComplete and ka.verb = get and ka.target.resource = secrets and not ka.user.name startswith "system:"
  output: A secret was read (id=%ka.auditid user=%ka.user.name)
  priority: WARNING
  source: k8s_audit
- rule: Privileged container
  desc: It may do what its node may.
  condition: ka.verb = create and ka.req.pod.containers.privileged intersects (true)
  output: A privileged container (id=%ka.auditid)
  priority: WARNING
  source: k8s_audit
RULES
"$lanner" analyze --follow --k8s-audit-listen 127.0.0.1:0 -r "$work/rules.yaml" --json \
    > "$work/alerts" 2> "$work/err" &
analyzer=$!
until grep -qs 'listening' "$work/err"; do
    kill -0 "$analyzer" || { cat "$work/err"; exit 1; }
    sleep 0.2
done
url=$(sed -n 's/.*listening for audit events on \(http[^ ]*\).*/\1/p' "$work/err")
java "$here/AuditLoad.java" "$url" "$@" | tee "$work/sent"
# A background process of a script ignores SIGINT; the end is the same.
kill -TERM "$analyzer"
wait "$analyzer" || true
cat "$work/err"
sent=$(sed -n 's/^sent \([0-9]*\) events.*/\1/p' "$work/sent")
accepted=$(sed -n 's/.*webhook: \([0-9,]*\) events accepted.*/\1/p' "$work/err" | tr -d ,)
analyzed=$(sed -n 's/^lanner: \([0-9,]*\) events in .*/\1/p' "$work/err" | tr -d ,)
alerts=$(wc -l < "$work/alerts")
echo "sent $sent, accepted $accepted, analyzed $analyzed, alerts $alerts of $((sent / 100)) expected"
[ "$sent" = "$accepted" ] && [ "$sent" = "$analyzed" ] && [ "$alerts" -eq $((sent / 100)) ]
