#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a look at the sources can tell: banned functions, curses outside ui,
# threads outside load, files grown too long, work left open.
. "$NS_SRCDIR/tests/lint/lib.sh"

# grep_files ROOT PATTERN FOLDER...: matches of an extended expression in C files
# with comments and string literals blanked out.
grep_files() {
    root=$1 pattern=$2
    shift 2
    for file in $(c_files "$root" "$@"); do
        [ "$file" = src/base/banned.h ] && continue
        awk -v file="$file" -v pattern="$pattern" '
            {
                line = $0
                out = ""
                while (line != "") {
                    if (open) {
                        end = index(line, "*/")
                        if (!end) { line = ""; break }
                        line = substr(line, end + 2)
                        open = 0
                    } else if (match(line, /"([^"\\]|\\.)*"|\/\*|\/\/.*$/)) {
                        token = substr(line, RSTART, RLENGTH)
                        out = out substr(line, 1, RSTART - 1)
                        line = substr(line, RSTART + RLENGTH)
                        if (token == "/*") open = 1
                        else if (token ~ /^"/) out = out "\"\""
                    } else { out = out line; line = "" }
                }
                if (out ~ pattern) print file ":" NR ": " $0
            }' "$root/$file"
    done
}

check_banned() {
    grep_files "$1" '(^|[^A-Za-z0-9_])(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|system|popen)[ \t]*[(]' \
        src include tests
}

# The poisoning header is only as good as its list.
check_poison() {
    for name in strcpy strcat sprintf vsprintf gets strtok atoi system popen; do
        grep -q "GCC poison.* $name\\( \\|\$\\)" "$1/src/base/banned.h" 2>/dev/null ||
            echo "src/base/banned.h does not poison $name"
    done
}

check_curses() {
    for file in $(c_files "$1" src include); do
        case $file in
        src/ui/*) ;;
        *) grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"](n?cursesw?|ncursesw?/|term\.h|term_entry|panel|menu|form\.h)' \
            "$1/$file" /dev/null | sed "s|^$1/||" ;;
        esac
    done
}

check_threads() {
    grep_files "$1" '(^|[^A-Za-z0-9_])(pthread_create|thrd_create)[ \t]*[(]' src | grep -v -e '^src/load/' -e '^src/train/'
}

check_length() {
    for file in $(c_files "$1" src include tests); do
        lines=$(wc -l <"$1/$file")
        [ "$lines" -le 800 ] || echo "$file: $lines lines, at most 800"
    done
}

# Work left open belongs into an issue. The letters are split so that this line is none.
check_open() {
    for file in $(c_files "$1" src include tests); do
        grep -nE '(^|[^A-Za-z])(TO''DO|FIX''ME|X''XX|not implemented)([^A-Za-z]|$)' "$1/$file" /dev/null |
            sed "s|^$1/||"
    done
}

ns_clean "no banned function is called" check_banned
ns_clean "banned.h poisons what is banned" check_poison
ns_clean "curses is included only in src/ui" check_curses
ns_clean "threads are started only in src/load and src/train" check_threads
ns_clean "no source is longer than 800 lines" check_length
ns_clean "nothing is left open in the sources" check_open

bad=$ns_tmp/bad
put "$bad/src/base/banned.h" <<'END'
#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok atoi system
END
put "$bad/src/base/a.c" <<'END'
/* strcpy(a, b) in a comment, */ char *s = "system(x)"; // popen(x)
/* over
   lines: atoi(x) */ int fine(void) { return my_atoi(s); }
int bad(void) { return atoi ("1"); }
END
put "$bad/src/view/b.c" <<'END'
# include <ncursesw/curses.h>
int f(void) { return pthread_create(&t, 0, g, 0); }
/* FIX''ME later */
END
sed -i "s/FIX''ME/FIX""ME/" "$bad/src/view/b.c"
put "$bad/src/ui/c.c" <<'END'
#include <curses.h>
END
awk 'BEGIN { for (i = 0; i < 801; i++) print "" }' | put "$bad/src/text/long.c"

ns_caught "a banned call" check_banned 'a.c:4' "$bad"
if [ "$(check_banned "$bad" | wc -l)" -eq 1 ]; then
    ns_pass "comments and strings are no calls"
else
    ns_fail "comments and strings are taken for calls"
fi
ns_caught "a name that is not poisoned" check_poison popen "$bad"
ns_caught "curses in view" check_curses 'src/view/b.c:1' "$bad"
ns_caught "a thread started in view" check_threads 'src/view/b.c:2' "$bad"
ns_caught "a source of 801 lines" check_length 'long.c: 801' "$bad"
ns_caught "work left open" check_open 'src/view/b.c:3' "$bad"
if check_curses "$bad" | grep -q src/ui; then
    ns_fail "curses in ui is taken for a fault"
else
    ns_pass "curses in ui is allowed"
fi
ns_done
