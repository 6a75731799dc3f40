#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/count tells failures from passes: a sum that cannot go wrong proves nothing.
. "$NS_SRCDIR/tests/lint/lib.sh"

# says NAME EXPECTED STATUS: the sum of what stands in $ns_tmp/logs.
says() {
    got=$("$NS_SRCDIR/tests/count" "$ns_tmp/logs")
    status=$?
    if [ "$got" = "$2" ] && [ "$status" -eq "$3" ]; then
        ns_pass "$1"
    else
        ns_fail "$1: says '$got' with status $status"
    fi
    rm -rf "$ns_tmp/logs"
}

# ran NAME RESULT: a test's log from stdin and its result as automake keeps it.
ran() {
    put "$ns_tmp/logs/$1.log"
    printf ':test-result: %s\n:global-test-result: %s\n' "$2" "$2" >"$ns_tmp/logs/$1.trs"
}

ran unit PASS <<'END'
[==========] Running 3 test(s).
[  PASSED  ] 3 test(s).
[  PASSED  ] 4 test(s).
[  SKIPPED ] 2 test(s), listed below:
END
says "cmocka's groups" "7 passed, 0 failed, 2 skipped" 0

ran unit FAIL <<'END'
[  PASSED  ] 3 test(s).
[  FAILED  ] 2 test(s), listed below:
[  FAILED  ] test_a
[  FAILED  ] test_b
END
says "cmocka's failures" "3 passed, 2 failed, 0 skipped" 1

ran unit FAIL <<'END'
[  PASSED  ] 3 test(s).
AddressSanitizer: heap-buffer-overflow
END
says "a crash after the tests" "3 passed, 1 failed, 0 skipped" 1

ran script PASS <<'END'
1 passed, 0 failed
5 passed, 0 failed, 1 skipped
END
ran bare PASS </dev/null
says "scripts, the last line, and one that says nothing" "6 passed, 0 failed, 1 skipped" 0

ran script ERROR </dev/null
says "a script that could not run" "0 passed, 1 failed, 0 skipped" 1

ran script SKIP <<'END'
needs what is not here
END
says "nothing but a skipped script" "0 passed, 0 failed, 1 skipped" 1

mkdir -p "$ns_tmp/logs"
says "nothing at all" "0 passed, 0 failed, 0 skipped" 1
ns_done
