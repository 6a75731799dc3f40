#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Queries over made corpora: naysay, FTS5 and rg in turn. See README.md beside it.
# usage: bench_query.sh [ARTICLES...]   (default: 10000 100000)
set -u
build=${NS_BUILDDIR:-.}
# shellcheck source=tests/bench/corpora.sh
. "${NS_SRCDIR:-.}/tests/bench/corpora.sh"
[ $# -gt 0 ] || set -- 10000 100000
command -v rg >/dev/null || echo "rg is not installed: its column stays empty" >&2
for count in "$@"; do
    folder=$(corpus "$count") || exit 1
    printf '\n%s articles, %s\n\n' "$count" "$(machine)"
    "$build/tests/bench/bench_query" "$folder" || exit 1
done
