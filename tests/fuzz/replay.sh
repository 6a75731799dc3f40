#!/bin/sh
# Copyright (C) the naysay authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs every fuzz target once on each file of its corpus. A target counts as one
# test; a crash, a sanitizer report or an empty corpus fails it.
: "${NS_SRCDIR:?}" "${NS_BUILDDIR:?}"
passed=0 failed=0
for target in $NS_FUZZ_TARGETS; do
    name=${target##*/fuzz_}
    set -- "$NS_SRCDIR/tests/fuzz/corpus/$name"/*
    if [ ! -f "$1" ]; then
        echo "not ok - $name: no corpus in tests/fuzz/corpus/$name"
        failed=$((failed + 1))
    elif timeout 300 "$NS_BUILDDIR/$target" "$@" >replay-$$.out 2>&1; then
        echo "ok - $name: $# inputs"
        passed=$((passed + 1))
    else
        echo "not ok - $name: exit status $?"
        tail -n 60 replay-$$.out
        failed=$((failed + 1))
    fi
    rm -f replay-$$.out
done
echo "$passed passed, $failed failed"
[ "$((passed + failed))" -gt 0 ] || exit 77
[ "$failed" -eq 0 ]
