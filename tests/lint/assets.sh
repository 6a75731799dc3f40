#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every word list, theme and sample is listed in assets.mk, so that it is
# installed; word lists are valid UTF-8 with a term a line.
. "$NS_SRCDIR/tests/lint/lib.sh"

check_listed() {
    (cd "$1" && find assets -type f ! -path 'assets/derive/*' ! -name assets.mk ! -name '.*' ! -name '*~') |
        LC_ALL=C sort | while IFS= read -r file; do
        grep -qF -- "$file" "$1/assets/assets.mk" || echo "$file: not listed in assets/assets.mk"
    done
}

check_there() {
    tr -s ' \t\\' '\n' <"$1/assets/assets.mk" | grep -E '^assets/(lexicon|samples|themes)/' | while IFS= read -r file; do
        [ -e "$1/$file" ] || echo "$file: listed in assets/assets.mk, but gone"
    done
}

check_lexicons() {
    for file in "$1"/assets/lexicon/*.txt; do
        [ -f "$file" ] || continue
        name=${file#"$1/"}
        iconv -f UTF-8 -t UTF-8 "$file" >/dev/null 2>&1 || echo "$name: not UTF-8"
        # A field behind the term is key=value; a blank at an edge is a slip of the hand.
        LC_ALL=C awk -v name="$name" -F '\t' '
            /^#/ || /^$/ { next }
            /\r/ { print name ":" NR ": carriage return" }
            $1 ~ /^ | $/ || $1 == "" { print name ":" NR ": blank at the edge of the term" }
            { for (i = 2; i <= NF; i++) if ($i !~ /^[a-z_-]+=/) print name ":" NR ": field " i " is not key=value" }
        ' "$file" | head -n 5
    done
}

ns_clean "every asset is listed" check_listed
ns_clean "every listed asset is there" check_there
ns_clean "word lists are well-formed" check_lexicons

bad=$ns_tmp/bad
printf 'nobase_dist_pkgdata_DATA += assets/themes/gone.theme\n' | put "$bad/assets/assets.mk"
printf 'said\tkind=claim\nasked \n' | put "$bad/assets/lexicon/a.txt"
printf 'caf\351\n' | put "$bad/assets/lexicon/b.txt"
printf 'said\tclaim\n' | put "$bad/assets/lexicon/c.txt"
ns_caught "an asset that is not listed" check_listed 'lexicon/a.txt: not listed' "$bad"
ns_caught "a listed asset that is gone" check_there 'gone.theme: listed' "$bad"
ns_caught "a blank behind a term" check_lexicons 'a.txt:2: blank' "$bad"
ns_caught "a list in Latin-1" check_lexicons 'b.txt: not UTF-8' "$bad"
ns_caught "a field without a key" check_lexicons 'c.txt:1: field 2' "$bad"
ns_done
