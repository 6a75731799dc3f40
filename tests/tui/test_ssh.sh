#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Reads articles over a real sshd on loopback through a line of 150 ms each way, counts what a key
# costs there, then loses the line, once by a cut and once by silence: state must be saved and the
# program gone. The sshd is private: own configuration, own keys, a port of its own, in a temporary
# folder. Skips (77) where sshd is not installed or cannot start.
#
# $SSH_TEST_PROGRAM stands in for naysay (it gets the folder as its argument).
set -u
delay=${SSH_TEST_DELAY:-150}
build=${NS_BUILDDIR:-.}
program=${SSH_TEST_PROGRAM:-$build/naysay}
line=$build/tests/tui/delay_pipe
story=$build/tests/tui/ssh_story

skip() {
    echo "skipped: $*"
    exit 77
}

sshd=$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v sshd) ||
    skip "sshd is not installed (Debian: openssh-server)"
command -v ssh >/dev/null || skip "ssh is not installed (Debian: openssh-client)"
command -v ssh-keygen >/dev/null || skip "ssh-keygen is not installed"
for file in "$program" "$line" "$story"; do
    [ -x "$file" ] || skip "$file is not built"
done

dir=$(mktemp -d "${TMPDIR:-/tmp}/ssh-XXXXXX") || exit 1
sshd_pid=
finish() {
    [ -z "$sshd_pid" ] || kill "$sshd_pid" 2>/dev/null
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

# --- keys, configuration, articles -----------------------------------------------------------
ssh-keygen -q -t ed25519 -N '' -f "$dir/host" || skip "no host key can be made"
ssh-keygen -q -t ed25519 -N '' -f "$dir/user" || skip "no user key can be made"
cp "$dir/user.pub" "$dir/authorized"
chmod 600 "$dir/authorized"
if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then
    mkdir -p -m 755 /run/sshd 2>/dev/null || skip "sshd needs /run/sshd, which cannot be made"
fi

mkdir "$dir/articles"
i=10
while [ $i -lt 60 ]; do
    cat >"$dir/articles/$i.txt" <<EOF
Harbour Report Number $i

By Mara Kesh

PORT ORAN - The harbour office said on Monday that berth $i was open again.

The Defence Ministry denied that a barge had been held at berth $i.

"We have no plans to close it," spokesman Ilan Prat said.
EOF
    i=$((i + 1))
done

start_sshd() {
    tries=0
    while [ $tries -lt 5 ]; do
        port=$(awk -v s="$$$tries" 'BEGIN { srand(s); print 20000 + int(rand() * 40000) }')
        cat >"$dir/sshd_config" <<EOF
ListenAddress 127.0.0.1
Port $port
HostKey $dir/host
PidFile $dir/sshd.pid
AuthorizedKeysFile $dir/authorized
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
ClientAliveInterval 1
ClientAliveCountMax 3
PrintMotd no
PrintLastLog no
LogLevel INFO
EOF
        "$sshd" -D -e -f "$dir/sshd_config" 2>"$dir/sshd.log" </dev/null &
        sshd_pid=$!
        polls=0
        while kill -0 "$sshd_pid" 2>/dev/null && [ $polls -lt 100 ]; do
            grep -q 'Server listening' "$dir/sshd.log" && return 0
            polls=$((polls + 1))
            sleep 0.05
        done
        kill "$sshd_pid" 2>/dev/null
        sshd_pid=
        tries=$((tries + 1))
    done
    return 1
}
start_sshd || skip "sshd cannot start: $(tail -n 1 "$dir/sshd.log")"

cat >"$dir/ssh_config" <<EOF
Host slow
    HostName 127.0.0.1
    Port $port
    User $(id -un)
    IdentityFile $dir/user
    IdentitiesOnly yes
    UserKnownHostsFile $dir/known
    StrictHostKeyChecking no
    LogLevel ERROR
    RequestTTY force
    ServerAliveInterval 0
    EscapeChar none
    ConnectTimeout 20
    ProxyCommand $line -p $dir/line.pid $delay 127.0.0.1 $port
EOF

# The far side's environment is built here; sshd gives HOME, SHELL and TERM alone.
cat >"$dir/far.sh" <<EOF
echo \$\$ >"$dir/program.pid"
LC_ALL=C.UTF-8 LANG=C.UTF-8 NAYSAY_DATADIR='${NAYSAY_DATADIR-}'
XDG_STATE_HOME="\$1" XDG_CONFIG_HOME="$dir/config" XDG_CACHE_HOME="$dir/cache"
export LC_ALL LANG NAYSAY_DATADIR XDG_STATE_HOME XDG_CONFIG_HOME XDG_CACHE_HOME
exec "$program" "$dir/articles"
EOF

# A login that works at all (a locked account does not) is the last thing that may be missing.
ssh -F "$dir/ssh_config" -o RequestTTY=no -o ProxyCommand=none slow true </dev/null >"$dir/login.log" 2>&1 ||
    skip "cannot log in over the private sshd: $(tail -n 1 "$dir/login.log") $(tail -n 1 "$dir/sshd.log")"

# --- the two stories ---------------------------------------------------------------------------
passed=0 failed=0
for how in drop dead; do
    echo "--- $how"
    rm -f "$dir/line.pid" "$dir/program.pid"
    mkdir -p "$dir/state-$how/naysay"
    SSH_STORY=$how "$story" $((delay * 2)) "$dir/line.pid" "$dir/program.pid" \
        "$dir/state-$how/naysay" "Harbour Report Number 10" -- \
        ssh -F "$dir/ssh_config" slow "sh $dir/far.sh $dir/state-$how" >"$dir/story.log" 2>&1
    ended=$?
    cat "$dir/story.log"
    ok=$(grep -c '^ok: ' "$dir/story.log")
    bad=$(grep -c '^NOT OK: ' "$dir/story.log")
    [ $ended = 0 ] || [ "$bad" != 0 ] || bad=1
    passed=$((passed + ok)) failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
