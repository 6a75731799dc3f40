#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every C file is in the format of .clang-format (`make format` puts it there).
. "$NS_SRCDIR/tests/lint/lib.sh"
if [ -z "${NS_CLANG_FORMAT-}" ]; then
    echo "clang-format was not found by configure: the format is not checked"
    echo "0 passed, 0 failed, 1 skipped"
    exit 77
fi

check_format() {
    files=$(c_files "$1" src include tests)
    # shellcheck disable=SC2086
    (cd "$1" && "$NS_CLANG_FORMAT" --style=file --dry-run -Werror $files 2>&1) |
        sed -n 's/^\([^:]*:[0-9]*\):.*error:.*/\1: not as clang-format has it/p' | awk -F: '!seen[$1]++'
}

ns_clean "the sources are formatted" check_format
bad=$ns_tmp/bad
mkdir -p "$bad"
cp "$NS_SRCDIR/.clang-format" "$bad/"
put "$bad/src/base/a.c" <<'END'
int f(int a){
  return a ;}
END
ns_caught "an unformatted source" check_format 'src/base/a.c:1' "$bad"
ns_done
