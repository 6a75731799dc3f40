#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
echo "skipped: the terminal tests need libvterm and cmocka (Debian: libvterm-dev libcmocka-dev)"
exit 77
