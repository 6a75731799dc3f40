#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the symbols of libnaysay.a can tell: it knows no curses, prints nothing,
# ends no process and reads no environment.
: "${NS_BUILDDIR:?is set by make check}"
. "$NS_SRCDIR/tests/lint/lib.sh"
NM=${NS_NM:-nm}

# Each check reads what nm prints for the file it is given.
undefined() {
    case $1 in
    *.nm) cat "$1" ;;
    *) "$NM" -u "$1" 2>/dev/null ;;
    esac | awk '/^[^ ].*:$/ { object = $0 } $1 == "U" { sub(/@.*/, "", $2); print object, $2 }'
}

# The names that the terminal library itself exports; a short list where the
# library does not stand in a place known here.
curses_names() {
    libdir=$(pkg-config --variable=libdir ncursesw 2>/dev/null)
    for so in "$libdir"/libncursesw.so.* "$libdir"/libtinfo.so.*; do
        [ -f "$so" ] && "$NM" -D --defined-only "$so" 2>/dev/null
    done | awk 'NF == 3 && $2 != "A" { sub(/@.*/, "", $3); print $3 }'
    printf '%s\n' initscr newterm endwin stdscr curscr COLS LINES waddch waddnwstr wadd_wch wmove \
        wrefresh wnoutrefresh doupdate wget_wch wgetch wattr_set keypad start_color init_pair \
        setupterm tigetstr tigetnum tigetflag tparm tiparm tputs putp curs_set
}

check_curses() {
    curses_names | sort -u >"$ns_tmp/curses"
    undefined "$1" | awk -v names="$ns_tmp/curses" '
        BEGIN { while ((getline name < names) > 0) curses[name] = 1 }
        $NF in curses { print $1, "refers to", $NF }'
}

check_silent() {
    undefined "$1" | awk '
        $NF ~ /^(stdout|stderr|printf|__printf_chk|vprintf|__vprintf_chk|puts|putchar|perror)$/ {
            print $1, "prints:", $NF }
        $NF ~ /^(exit|_exit|_Exit|quick_exit)$/ { print $1, "ends the process:", $NF }
        $NF ~ /^(getenv|secure_getenv|setenv|putenv|environ)$/ { print $1, "uses the environment:", $NF }
        $NF == "abort" && $1 !~ /memory/ { print $1, "aborts" }
        $NF ~ /^(fork|vfork|execve?|execv[pe]?|posix_spawnp?)$/ { print $1, "starts a program:", $NF }
        $NF ~ /^(socket|connect|getaddrinfo)$/ { print $1, "reaches for the network:", $NF }'
}

check_built() {
    [ -n "$(undefined "$1")" ] || echo "$NM shows nothing of $1"
}

lib=$NS_BUILDDIR/libnaysay.a
ns_clean "the library is there to be looked at" check_built "$lib"
ns_clean "the library knows no curses" check_curses "$lib"
ns_clean "the library prints, exits, starts and connects nothing" check_silent "$lib"

put "$ns_tmp/bad.nm" <<'END'
paint.o:
                 U waddnwstr
                 U memcpy
grid.o:
                 U getenv@GLIBC_2.2.5
                 U stderr
                 U exit
                 U socket
END
put "$ns_tmp/good.nm" <<'END'
memory.o:
                 U abort
                 U calloc
END
ns_caught "a curses symbol" check_curses 'paint.o: refers to waddnwstr' "$ns_tmp/bad.nm"
ns_caught "a printing library" check_silent 'grid.o: prints: stderr' "$ns_tmp/bad.nm"
ns_caught "an exiting library" check_silent 'grid.o: ends' "$ns_tmp/bad.nm"
ns_caught "a library that reads the environment" check_silent 'grid.o: uses' "$ns_tmp/bad.nm"
ns_caught "a library that connects" check_silent 'grid.o: reaches' "$ns_tmp/bad.nm"
ns_clean "abort in memory.c is allowed" check_silent "$ns_tmp/good.nm"
ns_done
