#!/bin/sh
# Copyright (C) the naysay authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Plays each *.script and compares what is dumped, styles included, with its
# *.screen. With --bless the screens are written anew: look at the difference
# before you commit it. A script says in comments at its top what it wants:
#   # size: 80x24
#   # corpus: PATH...      below the source tree
#   # locale: C            C.UTF-8 otherwise
: "${NS_SRCDIR:?}" "${NS_BUILDDIR:?}"
bless=no
[ "$1" = --bless ] && bless=yes
work=$(mktemp -d "${TMPDIR:-/tmp}/naysay-golden-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# wants NAME FILE DEFAULT
wants() {
    found=$(sed -n "s/^# $1: //p" "$2" | head -n 1)
    echo "${found:-$3}"
}

# Each script has a home of its own: no saved place of another is found.
play() {
    (
        cd "$NS_SRCDIR" || exit 1
        XDG_CONFIG_HOME=$work/$2/config XDG_STATE_HOME=$work/$2/state
        XDG_CACHE_HOME=$work/$2/cache
        LC_ALL=$(wants locale "$1" C.UTF-8)
        NAYSAY_DATADIR=assets # its name stands on the screen of "why"
        export XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME LC_ALL NAYSAY_DATADIR
        unset NO_COLOR
        # The corpus line is words on purpose.
        # shellcheck disable=SC2046
        timeout 60 "$NS_BUILDDIR/naysay" --script "$1" --size "$(wants size "$1" 80x24)" \
            --dump-styles $(wants corpus "$1" tests/golden/articles)
    )
}

for script in "$NS_SRCDIR"/tests/golden/*.script; do
    name=$(basename "$script" .script)
    screen=${script%.script}.screen
    if ! play "$script" "$name" >"$work/$name.out" 2>"$work/$name.err"; then
        echo "not ok - $name: naysay failed"
        cat "$work/$name.err"
        failed=$((failed + 1))
    elif [ $bless = yes ]; then
        cmp -s "$work/$name.out" "$screen" || { cp "$work/$name.out" "$screen" && echo "blessed $name"; }
        passed=$((passed + 1))
    elif [ ! -e "$screen" ]; then
        echo "not ok - $name: no screen yet; make bless writes it"
        failed=$((failed + 1))
    elif cmp -s "$work/$name.out" "$screen"; then
        echo "ok - $name"
        passed=$((passed + 1))
    else
        echo "not ok - $name"
        diff -u "$screen" "$work/$name.out"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$((passed + failed))" -gt 0 ] && [ "$failed" -eq 0 ]
