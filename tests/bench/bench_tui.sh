#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a reader at a terminal waits for and pays for: see README.md beside it.
# usage: bench_tui.sh [PATH...]   (default: the sample articles; $NS_BENCH_COUNT made ones)
set -u
build=${NS_BUILDDIR:-.}
source=${NS_SRCDIR:-.}
shared=${NS_SHARED:-$source/../shared}
program=${NS_BENCH_PROGRAM:-$build/naysay}
bench=$build/tests/bench/bench_tui
count=${NS_BENCH_COUNT:-10000}
for file in "$program" "$bench"; do
    [ -x "$file" ] || { echo "bench_tui.sh: $file is not built" >&2; exit 1; }
done

case "$#" in
0)
    set -- "$source/assets/samples"
    if [ -f "$shared/tools/mkcorpus.py" ] && command -v python3 >/dev/null; then
        made=${TMPDIR:-/tmp}/naysay-bench-$(id -u)-$count
        [ -d "$made/000" ] || python3 "$shared/tools/mkcorpus.py" "$count" "$made" >/dev/null
        set -- "$@" "$made"
    fi
    ;;
esac

for path in "$@"; do
    for size in 80x24 120x40; do
        echo "== naysay $path, $size"
        # the echo alone, then with the text that follows after a rest
        "$bench" -g $size -s 5 -q 60 -k 'list line=j=20' -- "$program" "$path" || exit 1
        "$bench" -g $size -s 1 -i 0 -q 400 -k 'list and text=j=20' -k 'list page=<Space>=5' \
            -k 'list end=G=1' -k 'list start=g=1' -- "$program" "$path" || exit 1
        "$bench" -g $size -s 1 -i 0 -q 100 -K '<Enter>' -k 'text down=j=20' \
            -k 'text page=<Space>=5' -k 'next statement=]=10' -k 'next denial=d=5' \
            -k 'next article=J=10' -- "$program" "$path" || exit 1
    done
done
if command -v less >/dev/null; then
    file=$(find "$1" -type f | sort | head -n 1)
    echo "== less on one article, 80x24, to compare with"
    "$bench" -g 80x24 -k 'down=j=20' -k 'page=<Space>=5' -- less "$file"
fi
