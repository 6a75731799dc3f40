#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "naysay search" from end to end: formats, statuses, what reaches a pipe, and the same answers as
# asking each article (tests/command/brute), for one worker and for several.
set -u
: "${NS_SRCDIR:?}" "${NS_BUILDDIR:?}"
naysay=$NS_BUILDDIR/naysay
brute=$NS_BUILDDIR/tests/command/brute
work=$(mktemp -d "${TMPDIR:-/tmp}/naysay-search-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
passed=0 failed=0

pass() {
    echo "ok - $1"
    passed=$((passed + 1))
}

fail() {
    echo "not ok - $1"
    failed=$((failed + 1))
}

compare() {
    if cmp -s "$work/want" "$work/out"; then
        pass "$1"
    else
        fail "$1"
        diff "$work/want" "$work/out" | head -n 20
    fi
}

# same NAME: $work/out is what stdin says. (Behind a pipe it would count for nothing.)
same() {
    cat >"$work/want"
    compare "$1"
}

# is NAME FORMAT: $work/out is what printf makes of it.
is() {
    # shellcheck disable=SC2059
    printf -- "$2" >"$work/want"
    compare "$1"
}

# gives STATUS NAME ARGUMENT...: runs it; stdout in $work/out, stderr in $work/err.
gives() {
    want=$1 name=$2
    shift 2
    timeout 60 "$naysay" search "$@" >"$work/out" 2>"$work/err"
    status=$?
    if [ $status -eq "$want" ]; then
        pass "$name"
    else
        fail "$name: status $status, not $want"
        head -n 5 "$work/err"
    fi
}

says() {
    if grep -qF -- "$2" "$work/err"; then pass "$1"; else
        fail "$1"
        cat "$work/err"
    fi
}

# --- a folder of three articles ----------------------------------------------------------------
mkdir "$work/three"
printf 'Harbour Closed After Storm\n\nBy Mara Kesh\n\nPORT ORAN -- The harbour was closed on Monday. Ships wait off the harbour\nwall, the harbour office said.\n\nNobody was hurt.\n' >"$work/three/a.txt"
printf 'Storm Warning Lifted\n\nBy Oskar Lind\n\nORNSTAD -- Ilan Prat, the minister, denied that the storm had sunk a ferry.\n' >"$work/three/b.txt"
printf 'Choir Sings In Lorn\n\nBy Mara Kesh\n\nLORN -- A choir of "forty", =SUM(A1) of them tall, sang at the caf\303\251 by the quay.\n' >"$work/three/c.txt"
cd "$work" || exit 1

gives 0 "words are found" harbour three
is "the first sentence that says it" 'three/a.txt:1.1: PORT ORAN -- The harbour was closed on Monday.\n'
gives 0 "several words" 'wall office harbour' three
is "the sentence that says most of it" 'three/a.txt:1.2: Ships wait off the harbour wall, the harbour office said.\n'
gives 0 "several articles" storm three
same "headlines are named" <<'END'
three/a.txt:headline: Harbour Closed After Storm
three/b.txt:1.1: ORNSTAD -- Ilan Prat, the minister, denied that the storm had sunk a ferry.
END
gives 0 "paths" --format paths storm three
is "a path a line" 'three/a.txt\nthree/b.txt\n'
gives 0 "paths with NUL" --format paths -0 storm three
is "a NUL behind each" 'three/a.txt\0three/b.txt\0'
gives 0 "count" --format count storm three
is "the number of articles" '2\n'
gives 0 "at most" --format paths --max 1 storm three
is "no more than asked for" 'three/a.txt\n'
gives 0 "CSV" --format csv sings three
is "CSV with its head" 'path,id,title,outlet,date,score,place,begin,end,text\r\n"three/c.txt","c","Choir Sings In Lorn","",,,headline,0,19,"Choir Sings In Lorn"\r\n'
gives 0 "JSON lines" --format jsonl cafe three
same "JSON with offsets in code points" <<'END'
{"path":"three/c.txt","id":"c","title":"Choir Sings In Lorn","outlet":null,"date":null,"unit":"codepoint","place":"1.1","sentence":[35,115],"text":"LORN -- A choir of \"forty\", =SUM(A1) of them tall, sang at the café by the quay.","hits":[[98,102]]}
END
gives 0 "JSON lines, in bytes" --format jsonl --unit byte cafe three
if grep -qF '"hits":[[98,103]]' "$work/out"; then pass "offsets in bytes"; else fail "offsets in bytes"; fi
gives 0 "kinds" --format paths kind:denial three
is "statements are found" 'three/b.txt\n'
gives 1 "kinds, with a threshold" --threshold 1 --format paths kind:denial three
gives 0 "statements" --statements --format csv ferry three
sed 's/,0\.[0-9][0-9],/,CONFIDENCE,/' "$work/out" >"$work/plain" && mv "$work/plain" "$work/out"
is "a statement, by its words" 'path,id,title,outlet,date,score,place,kind,speaker,confidence,begin,end,text\r\n"three/b.txt","b","Storm Warning Lifted","",,,1.1,denial,"Ilan Prat",CONFIDENCE,48,111,"that the storm had sunk a ferry"\r\n'
gives 0 "statements in lines" --statements kind:denial three
sed 's/ 0\.[0-9][0-9] / 0.NN /' "$work/out" >"$work/plain" && mv "$work/plain" "$work/out"
is "kind, confidence, speaker, content" 'three/b.txt:1.1: denial 0.NN Ilan Prat: that the storm had sunk a ferry\n'
gives 1 "statements have words of their own" --statements 'kind:denial lifted' three
gives 0 "statements without a word of their article" --statements --format paths 'kind:denial -lifted' three
is "asked of the statement alone" 'three/b.txt\n'
gives 0 "paths of statements" --statements --format paths 'storm or harbour' three
is "a path once" 'three/a.txt\nthree/b.txt\n'
gives 0 "ranked" --rank --format paths storm three
is "best first" 'three/b.txt\nthree/a.txt\n'
gives 0 "the best" --rank --max 1 --format jsonl storm three
if grep -q '^{"path":"three/b.txt",.*"score":[0-9.]*,"unit"' "$work/out" && [ "$(wc -l <"$work/out")" = 1 ]; then
    pass "with its score"
else
    fail "with its score"
fi
gives 0 "standard input" harbour - <three/a.txt
if grep -q '^-:1\.1: PORT' "$work/out"; then pass "standard input is named -"; else fail "standard input is named -"; fi
gives 0 "no fields" --format paths 'outlet:x or -outlet:x' three
is "articles that are asked for by no word" 'three/a.txt\nthree/b.txt\nthree/c.txt\n'

# --- statuses and messages ---------------------------------------------------------------------
gives 1 "nothing found is 1" zebra three
is "and says nothing" ''
gives 2 "a mistake in the query is 2" 'storm colour:red' three
says "and names the column" "query, column 7: there is no such field"
gives 2 "no query is 2"
gives 2 "no such format is 2" --format xml storm three
gives 2 "no folder is 2" storm "$work/none"
gives 2 "one of two folders missing is 2" --format paths storm "$work/none" three
is "and the other is searched" 'three/a.txt\nthree/b.txt\n'
says "and it is told" "cannot open '$work/none'"
gives 0 "an empty query finds all" --format count '' three
is "all of them" '3\n'
if [ -w /dev/full ]; then
    timeout 60 "$naysay" search storm three >/dev/full 2>"$work/err"
    if [ $? -eq 2 ] && grep -q 'cannot write' "$work/err"; then pass "a full disk is 2"; else fail "a full disk is 2"; fi
fi

# --- pipes -------------------------------------------------------------------------------------
mkdir "$work/many"
awk 'BEGIN {
    for (i = 0; i < 3000; i++) {
        name = sprintf("many/%04d.txt", i)
        printf "Tide Table %d\n\nThe tide at Lorn was high on day %d, said the harbour office.\n", i, i > name
        close(name)
    }
}'
(
    trap '' PIPE
    timeout 60 "$naysay" search tide many 2>"$work/err"
    echo $? >"$work/status"
) | head -n 1 >"$work/out"
is "the first line through a pipe" 'many/0000.txt:1.1: The tide at Lorn was high on day 0, said the harbour office.\n'
if [ ! -s "$work/err" ] && [ "$(cat "$work/status")" = 2 ]; then
    pass "a reader that went away is not talked about"
else
    fail "a reader that went away is not talked about"
fi

# --- what must not reach a terminal ------------------------------------------------------------
mkdir "$work/hostile"
esc=$(printf '\033')
rlo=$(printf '\342\200\256')
printf 'Harbour %s[31m Red %s\n\nThe harbour\t%s]52;c;QUJD\007 was \302\233 closed.\n' "$esc" "$rlo" "$esc" \
    >"$work/hostile/a${esc}[2J$rlo.txt"
for format in text jsonl csv paths; do
    timeout 60 "$naysay" search --format $format harbour hostile >"$work/out"
    if LC_ALL=C grep -q "[$(printf '\001-\010\013\014\016-\037\177')]" "$work/out" ||
        LC_ALL=C grep -q "$(printf '\302\233')" "$work/out" || LC_ALL=C grep -q "$rlo" "$work/out"; then
        fail "$format passes control codes"
    elif [ -s "$work/out" ]; then
        pass "$format passes no control codes"
    else
        fail "$format finds nothing"
    fi
done
timeout 60 "$naysay" search --format paths -0 harbour hostile | xargs -0 cat >"$work/out"
same "xargs -0 gets the name as it is" <"$work/hostile/a${esc}[2J$rlo.txt"

# --- colour, on a terminal alone ---------------------------------------------------------------
# on_terminal WORD VARIABLE=VALUE...: what reaches one.
on_terminal() {
    word=$1
    shift
    env "$@" script -qec "'$naysay' search $word three" /dev/null </dev/null >"$work/out" 2>"$work/err"
}
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    on_terminal storm TERM=xterm
    if grep -qF "headline: Harbour Closed After ${esc}[1;31mStorm${esc}[m" "$work/out"; then
        pass "hits stand out on a terminal"
    else
        fail "hits stand out on a terminal"
    fi
    for setting in NO_COLOR=1 TERM=dumb; do
        on_terminal storm TERM=xterm $setting
        if grep -q Storm "$work/out" && ! grep -qF "$esc" "$work/out"; then
            pass "not with $setting"
        else
            fail "not with $setting"
        fi
    done
    on_terminal quay TERM=xterm LC_ALL=C
    if grep -q 'sang at the cafe by' "$work/out"; then
        pass "ASCII stands in where the terminal knows no more"
    else
        fail "ASCII stands in where the terminal knows no more"
    fi
fi

# --- the same as asking each article, for any number of workers --------------------------------
# Words, blocks and names repeat, so that articles change as they are settled.
mkdir "$work/random"
awk 'BEGIN {
    srand(20261122)
    words = split("harbour storm ferry minister denied tide choir quay lorn ornstad raid said that the of a closed", w, " ")
    for (i = 0; i < 120; i++) {
        name = sprintf("random/%03d.txt", i)
        printf "%s %s\n\n", toupper(w[1 + int(rand() * words)]), w[1 + int(rand() * words)] > name
        if (rand() < 0.4) printf "Sign up for the harbour letter\n\n" > name
        for (p = 0; p < 4; p++) {
            for (k = 0; k < 14; k++) printf "%s%s", k ? " " : "", w[1 + int(rand() * words)] > name
            printf ".\n\n" > name
            if (rand() < 0.3) printf "Ilan Prat denied that the %s was %s.\n\n", w[1 + int(rand() * words)], w[1 + int(rand() * words)] > name
        }
        close(name)
    }
}'
awk 'BEGIN {
    srand(7)
    words = split("harbour storm ferry minister choir quay lorn raid \"of the\" \"the harbour\" tid* ornst* title:storm title:harbour kind:denial speaker:prat entity:lorn file:01 /har.o/ has:speaker date:2016 zebra -tide -title:quay", w, " ")
    # phrases hold a blank: split broke them
    n = 0
    for (i = 1; i <= words; i++) {
        t = w[i]
        if (t ~ /^"/ && t !~ /"$/) { i++; t = t " " w[i] }
        term[++n] = t
    }
    for (i = 0; i < 60; i++) {
        q = ""
        count = 1 + int(rand() * 3)
        for (k = 0; k < count; k++) q = q (k ? (rand() < 0.3 ? " or " : " ") : "") term[1 + int(rand() * n)]
        print q
    }
}' >"$work/queries"
wrong=0 asked=0
while IFS= read -r query; do
    "$brute" "$NS_SRCDIR/assets/lexicon" none 0.5 "$query" random >"$work/want"
    for jobs in 1 3; do
        timeout 60 "$naysay" search --no-config --model none --jobs $jobs --format paths -- "$query" random \
            >"$work/out" 2>"$work/err"
        asked=$((asked + 1))
        if ! cmp -s "$work/want" "$work/out"; then
            wrong=$((wrong + 1))
            echo "$query (--jobs $jobs):"
            diff "$work/want" "$work/out" | head -n 3
            cat "$work/err"
        fi
    done
done <"$work/queries"
if [ $wrong -eq 0 ]; then pass "$asked searches give what asking each article gives"; else fail "$wrong of $asked searches differ"; fi

# All that is found is ranked, and nothing else; statements stand in articles that match.
for query in 'harbour' 'ferry or "of the"' 'kind:denial storm' 'speaker:prat'; do
    timeout 60 "$naysay" search --no-config --model none --format paths --jobs 1 -- "$query" random >"$work/one"
    timeout 60 "$naysay" search --no-config --model none --format paths --rank -- "$query" random | LC_ALL=C sort >"$work/out"
    same "ranked are the same: $query" <"$work/one"
    timeout 60 "$naysay" search --no-config --model none --rank --jobs 1 -- "$query" random >"$work/one"
    timeout 60 "$naysay" search --no-config --model none --rank --jobs 3 -- "$query" random >"$work/out"
    same "and stand in the same order for any number of workers: $query" <"$work/one"
    timeout 60 "$naysay" search --no-config --model none --statements --format paths -- "$query" random >"$work/some"
    timeout 60 "$naysay" search --no-config --model none --format paths -- "$query" random >"$work/out"
    if [ -s "$work/some" ] && [ -z "$(LC_ALL=C comm -23 "$work/some" "$work/out")" ]; then
        pass "statements stand in articles that match: $query"
    else
        fail "statements stand in articles that match: $query"
    fi
done

# Lines, too, are the same for any number of workers.
for query in 'harbour' 'denied ferry' 'kind:denial'; do
    for folder in random many; do
        [ "$folder $query" = 'many kind:denial' ] && continue # much work, nothing new
        timeout 60 "$naysay" search --no-config --model none --jobs 1 -- "$query" $folder >"$work/one"
        timeout 60 "$naysay" search --no-config --model none --jobs 3 -- "$query" $folder >"$work/out"
        same "--jobs 1 and 3 write the same: $query, $folder" <"$work/one"
    done
done

echo "$passed passed, $failed failed"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
