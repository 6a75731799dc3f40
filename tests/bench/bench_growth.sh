#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Time and memory of the full-text index as corpora grow: "naysay stats --no-extract" on made ones,
# each several times in turn, medians; at last the exponents, from the smallest to the largest corpus
# by least squares of the logarithms (1: twice the text, twice the time). See README.md beside it.
# usage: bench_growth.sh [ARTICLES...]   (default: 1000 10000 100000; 1000000 takes 5 GB of disk)
set -u
program=${NS_BENCH_PROGRAM:-${NS_BUILDDIR:-.}/naysay}
runs=${NS_BENCH_RUNS:-3}
# shellcheck source=tests/bench/corpora.sh
. "${NS_SRCDIR:-.}/tests/bench/corpora.sh"
[ $# -gt 0 ] || set -- 1000 10000 100000
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

run=0
while [ $run -lt "$runs" ]; do
    for count in "$@"; do
        folder=$(corpus "$count") || exit 1
        "$program" stats --no-config --no-extract --json "$folder" >"$work/out" || exit 1
        # articles, bytes, terms, total, read, index, most resident, memory of text and index
        sed 's/[^0-9.]*"articles":\([0-9]*\),"bytes":\([0-9]*\),"terms":\([0-9]*\).*"read":\([0-9.]*\),"index":\([0-9.]*\),"extract".*"total":\([0-9.]*\).*"rss_peak_bytes":\([0-9]*\),"memory":{"text":\([0-9]*\),"index":\([0-9]*\).*/\1 \2 \3 \6 \4 \5 \7 \8 \9/' \
            "$work/out" >>"$work/$count"
    done
    run=$((run + 1))
done

printf '\n%s\n\n' "$(machine)"
echo '| articles | MB | terms | s | MB/s | read, CPU s | index, CPU s | most resident, MB | bytes a byte of text | index, MB |'
echo '|---|---|---|---|---|---|---|---|---|---|'
for count in "$@"; do
    sort -n -k 4 "$work/$count" | awk -v middle=$(((runs + 1) / 2)) 'NR == middle {
        printf "| %d | %.1f | %d | %.2f | %.0f | %.2f | %.2f | %.0f | %.2f | %.1f |\n", $1, $2 / 1e6, $3, $4,
            $2 / 1e6 / $4, $5, $6, $7 / 1e6, $7 / $2, $9 / 1e6
        print $2, $4, $5 + $6, $7 >> "'"$work"'/fit"
    }'
done
awk '
    { x = log($1); n++; sx += x; sxx += x * x
      for (i = 2; i <= 4; i++) { y = log($i); sy[i] += y; sxy[i] += x * y } }
    END {
        if (n < 2) exit
        for (i = 2; i <= 4; i++) e[i] = (n * sxy[i] - sx * sy[i]) / (n * sxx - sx * sx)
        printf "\nGrows with the bytes of text to the power of: time %.2f, processor time %.2f, memory %.2f\n", e[2], e[3], e[4]
    }' "$work/fit"
