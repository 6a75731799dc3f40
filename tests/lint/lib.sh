# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the lint scripts: each check is a function that gets the root of a
# tree and prints a line for each fault it finds there. It must be silent on the
# project and must speak on a small tree made to break the rule.
: "${NS_SRCDIR:?is set by make check}"
ns_passed=0
ns_failed=0
ns_skipped=0
ns_tmp=$(mktemp -d "${TMPDIR:-/tmp}/naysay-lint-XXXXXX") || exit 1
trap 'rm -rf "$ns_tmp"' EXIT
trap 'exit 1' HUP INT TERM

ns_pass() {
    echo "ok - $1"
    ns_passed=$((ns_passed + 1))
}

ns_fail() {
    echo "not ok - $1"
    ns_failed=$((ns_failed + 1))
}

# ns_clean NAME FUNCTION [ROOT]: passes when the check finds nothing.
ns_clean() {
    found=$("$2" "${3-$NS_SRCDIR}")
    if [ -z "$found" ]; then
        ns_pass "$1"
    else
        ns_fail "$1"
        printf '%s\n' "$found" | sed 's/^/    /'
    fi
}

# ns_caught NAME FUNCTION PATTERN ROOT: passes when the check finds PATTERN in a
# tree that breaks the rule.
ns_caught() {
    if "$2" "$4" | grep -q -- "$3"; then
        ns_pass "$1 (is caught)"
    else
        ns_fail "$1 (goes unseen: the check cannot fail)"
    fi
}

# put ROOT/PATH: makes a file of the fixture from stdin.
put() {
    mkdir -p "$(dirname "$1")" && cat >"$1"
}

# C sources and headers below the given folders of ROOT, as paths relative to it.
c_files() {
    root=$1
    shift
    (cd "$root" && find "$@" \( -name '*.c' -o -name '*.h' \) -type f 2>/dev/null | LC_ALL=C sort)
}

ns_done() {
    if [ "$ns_skipped" -gt 0 ]; then
        echo "$ns_passed passed, $ns_failed failed, $ns_skipped skipped"
    else
        echo "$ns_passed passed, $ns_failed failed"
    fi
    [ "$ns_failed" -eq 0 ] || exit 1
    exit 0
}
