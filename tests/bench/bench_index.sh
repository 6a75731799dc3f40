#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The full-text index of made corpora: naysay, FTS5 and Xapian in turn. See README.md beside it.
# usage: bench_index.sh [ARTICLES...]   (default: 10000 100000)
set -u
build=${NS_BUILDDIR:-.}
# shellcheck source=tests/bench/corpora.sh
. "${NS_SRCDIR:-.}/tests/bench/corpora.sh"
[ $# -gt 0 ] || set -- 10000 100000
machine
for count in "$@"; do
    folder=$(corpus "$count") || exit 1
    "$build/tests/bench/bench_index" -r "${NS_BENCH_RUNS:-3}" -l "${NS_SRCDIR:-.}/assets/lexicon" \
        -x "$build/tests/bench/bench_xapian" "$folder" || exit 1
done
