#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The cache from end to end: with it or without, damaged or out of date, the same comes out.
set -u
: "${NS_SRCDIR:?}" "${NS_BUILDDIR:?}"
naysay=$NS_BUILDDIR/naysay
work=$(mktemp -d "${TMPDIR:-/tmp}/naysay-cache-XXXXXX") || exit 1
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

XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
export XDG_CACHE_HOME XDG_CONFIG_HOME XDG_STATE_HOME
results=$XDG_CACHE_HOME/naysay/results
mkdir -p "$work/config/naysay/lexicon"
cp -R "$NS_SRCDIR/assets/samples" "$work/samples"
chmod -R u+w "$work/samples"
cd "$work" || exit 1

extract() {
    timeout 120 "$naysay" extract "$@" samples 2>err
}
# same NAME OPTION...: what comes out is what comes out without a cache, and nothing is said.
same() {
    name=$1
    shift
    extract --no-cache "$@" >want
    extract --log log "$@" >got
    holds "$name" test $? = 0
    holds "$name: the same" cmp -s want got
    holds "$name: in silence" test ! -s err
}
# All articles come from the cache (one may come twice: when it is looked at, and when it is settled).
all_cached() {
    holds "all from the cache" test "$(timeout 120 "$naysay" stats --json samples |
        sed -n 's/.*"cached":\([0-9]*\).*/\1/p')" -ge "$articles"
}
articles=$(extract --no-cache | wc -l)
packs() {
    find "$work" -name 'pack-*' | wc -l
}

holds "some articles" test "$articles" -gt 10
holds "without a cache nothing is kept" test ! -e "$results"
extract --no-config >out
extract --set cache=off >out
holds "nor without configuration, or where it is off" test ! -e "$results"
same "first start"
holds "a pack" test "$(packs)" = 1
holds "for nobody else" test "$(find "$XDG_CACHE_HOME/naysay" -perm /077 | wc -l)" = 0
same "second start"
all_cached
same "one worker" --jobs 1
holds "still one pack" test "$(packs)" = 1

echo 'The minister, Ilan Prat, denied on Friday that the quay had burnt.' >>samples/03-fleet-will-not-turn-back.txt
same "an article more of text"
all_cached
printf 'ferry captains\tkind=demand\n' >config/naysay/lexicon/cues.txt
same "a cue of one's own"
all_cached
printf 'ferry captains\tkind=denial\n' >config/naysay/lexicon/cues.txt
same "the cue changed"
rm config/naysay/lexicon/cues.txt
all_cached
same "without models" --model none

# "why" tells the same of what was kept: the word list's line, the reasons.
printf 'key <Tab><Tab>d\nkey w\ndump why\n' >script
for option in --no-cache --cache; do
    [ $option = --cache ] && option=--set=cache=on
    timeout 60 "$naysay" $option --script script samples >"screen$option" 2>err
done
holds "why is the same" cmp -s screen--no-cache screen--set=cache=on

pack=$(find "$results" -name 'pack-*')
size=$(wc -c <"$pack")
dd if=/dev/urandom of="$pack" bs=1 seek=$((size / 2)) count=2000 conv=notrunc 2>dd
same "damaged in the middle"
head -c $((size / 3)) "$pack" >part
cat part >"$pack"
same "cut"
all_cached
echo garbage >"$pack"
same "overwritten"
echo garbage >"$results/seed"
same "another seed"
all_cached

rm -rf "$XDG_CACHE_HOME"
extract >one &
extract >two
wait
holds "two at once" cmp -s one two
all_cached
rm -rf "$XDG_CACHE_HOME"
same "deleted"

XDG_CACHE_HOME=$work/err/cache
same "no folder can be made"
holds "the log tells it" grep -q 'cache: cannot' log
XDG_CACHE_HOME=relative
same "a relative folder counts as none"
holds "and is not made" test ! -e relative

echo "$passed passed, $failed failed"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
