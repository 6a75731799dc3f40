# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by benchmarks: made corpora, kept in $NS_BENCH_FOLDER between runs.
shared=${NS_SHARED:-${NS_SRCDIR:-.}/../shared}
bench_folder=${NS_BENCH_FOLDER:-${TMPDIR:-/tmp}/naysay-bench-$(id -u)}

# corpus COUNT: prints the folder with COUNT made articles, made if it is not there yet.
corpus() {
    if [ ! -e "$bench_folder/$1.made" ]; then
        if [ ! -f "$shared/tools/mkcorpus.py" ] || ! command -v python3 >/dev/null; then
            echo "the maker of corpora (\$NS_SHARED/tools/mkcorpus.py) or Python is missing" >&2
            return 1
        fi
        mkdir -p "$bench_folder" && python3 "$shared/tools/mkcorpus.py" "$1" "$bench_folder/$1" >&2 &&
            : >"$bench_folder/$1.made" || return 1
    fi
    echo "$bench_folder/$1"
}

# What it was measured on, for the head of a table.
machine() {
    cpu=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
    echo "$(nproc) x ${cpu:-$(uname -m)}, $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), $(uname -sr)"
}
