#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "naysay stats" from end to end: its keys, and sums that are known.
set -u
: "${NS_SRCDIR:?}" "${NS_BUILDDIR:?}"
naysay=$NS_BUILDDIR/naysay
work=$(mktemp -d "${TMPDIR:-/tmp}/naysay-stats-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
passed=0 failed=0

# holds NAME COMMAND...
holds() {
    name=$1
    shift
    if "$@"; then
        echo "ok - $name"
        passed=$((passed + 1))
    else
        echo "not ok - $name"
        failed=$((failed + 1))
    fi
}

# value KEY: what stands behind it in $work/out.
value() {
    sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "$work/out"
}

stats() {
    timeout 60 "$naysay" stats "$@" >"$work/out" 2>"$work/err"
}

mkdir "$work/two"
cd "$work" || exit 1
printf 'Harbour Closed\n\nBy Mara Kesh\n\nPORT ORAN -- The minister, Ilan Prat, denied that the ferry had sunk.\n' >two/a.txt
printf 'Choir Sings\n\nBy Oskar Lind\n\nLORN -- The choir sang by the quay, said Ilan Prat, the minister.\n' >two/b.txt
bytes=$(cat two/*.txt | wc -c)
terms=$(cat two/*.txt | tr -cs '[:alpha:]' '\n' | tr '[:upper:]' '[:lower:]' | sort -u | grep -c .)

holds "it counts" stats --no-config --jobs 2 --json two
holds "one line" test "$(wc -l <"$work/out")" = 1
keys=$(tr -c 'a-z_"' '\n' <"$work/out" | sed -n 's/^"\([a-z_]*\)"$/\1/p' | grep -v -x -e kinds -e claim -e denial \
    -e accusation -e threat -e promise -e confirmation -e demand -e question -e belief -e other | tr '\n' ' ')
holds "its keys" test "$keys" = "articles bytes terms entities statements skipped jobs cached seconds read index extract \
link total mb_per_second rss_bytes rss_peak_bytes memory text index extract "
holds "articles" test "$(value articles)" = 2
holds "bytes" test "$(value bytes)" = "$bytes"
holds "terms" test "$(value terms)" = "$terms"
holds "statements" test "$(value statements)" = 2
holds "of them denials" test "$(value denial)" = 1
holds "jobs" test "$(value jobs)" = 2
holds "nothing is linked" test "$(value link)" = 0
holds "memory of the index" test "$(value 'memory":{"text":[0-9]*,"index')" -gt 0
if command -v python3 >/dev/null; then
    holds "it is JSON" python3 -c 'import json,sys
s = json.load(open(sys.argv[1]))
assert set(s["seconds"]) == {"read", "index", "extract", "link", "total"}
assert set(s["memory"]) == {"text", "index", "extract"}
assert s["memory"]["extract"] > 0 and s["rss_bytes"] > 0
' "$work/out"
fi
holds "without extraction" stats --no-config --no-extract --json two
holds "the same terms" test "$(value terms)" = "$terms"
holds "no statements" test "$(value statements)" = 0
holds "no time for them" grep -q '"extract":0\.000,"link"' "$work/out"
holds "in words" stats --no-config two
holds "articles, in words" grep -qx 'articles    2' "$work/out"
holds "denials, in words" grep -qx '  denial  *1' "$work/out"
stats "$work/none"
holds "no folder is 1" test $? = 1
mkdir empty
stats empty
holds "no article is 1" test $? = 1

echo "$passed passed, $failed failed"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
