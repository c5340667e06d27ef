#!/bin/sh
# Installs Lanner from an archive whose checksum is known, below RUNNER_TEMP.
#
#   LANNER_ARCHIVE   a file or an https URL; without it
#   LANNER_VERSION   a release of LANNER_SOURCE (OWNER/NAME) on GITHUB_SERVER_URL
#   LANNER_SHA256    of the archive
set -eu

die() {
    echo "lanner: $1" >&2
    exit 2
}

case $LANNER_SHA256 in
    *[!0-9A-Fa-f]* | '') die "the input sha256 is not a SHA-256 in hexadecimal" ;;
esac
[ "${#LANNER_SHA256}" -eq 64 ] || die "the input sha256 has ${#LANNER_SHA256} digits in place of 64"

place=$RUNNER_TEMP/lanner
archive=$place.tar.gz
from=$LANNER_ARCHIVE
if [ -z "$from" ]; then
    case $LANNER_VERSION in
        *[!0-9A-Za-z.-]* | '') die "one of the inputs version and archive is needed" ;;
    esac
    [ -n "$LANNER_SOURCE" ] || die "the input version works only for an action of another repository: give archive"
    from=$GITHUB_SERVER_URL/$LANNER_SOURCE/releases/download/v$LANNER_VERSION/lanner-$LANNER_VERSION.tar.gz
fi
case $from in
    https://*) curl -fsSL --proto '=https' --proto-redir '=https' --retry 3 -o "$archive" -- "$from" ;;
    *://*) die "the input archive is neither a file nor an https URL" ;;
    *)
        [ -f "$from" ] || die "the input archive names no file"
        cp -- "$from" "$archive"
        ;;
esac
found=$(sha256sum <"$archive")
found=${found%% *}
wanted=$(printf '%s' "$LANNER_SHA256" | tr 'A-F' 'a-f')
if [ "$found" != "$wanted" ]; then
    rm -f "$archive"
    die "the archive has the SHA-256 $found and not the one of the input sha256: it is not used"
fi
rm -rf "$place"
mkdir "$place"
tar -xzf "$archive" -C "$place" --strip-components=1
rm -f "$archive"
[ -x "$place/bin/lanner" ] || die "the archive is none of Lanner"
