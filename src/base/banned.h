/* Copyright (C) the naysay authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Put before every translation unit by the build (-include). Two jobs:
 * 1. It is the one place that opens POSIX.1-2008 and what Linux needs beyond it
 *    (eventfd, memmem, memrchr, wcwidth; strerror_r is therefore GNU's).
 * 2. It poisons the functions nobody here may call: no bound (strcpy, strcat,
 *    sprintf, vsprintf, gets), hidden state (strtok), no error (atoi), a shell
 *    (system, popen). The headers that declare them come first, as a poisoned
 *    name may not even be declared.
 */
#ifndef NS_BASE_BANNED_H
#define NS_BASE_BANNED_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

/* With clang, fortified headers make macros of some. */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok atoi system popen

#endif
