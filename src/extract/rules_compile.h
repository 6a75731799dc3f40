/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rules_compile.h (room: extract, private): from the lines of the lists to terms and classes. */
#ifndef NAYSAY_EXTRACT_RULES_COMPILE_H
#define NAYSAY_EXTRACT_RULES_COMPILE_H

#include "rules.h"

/* Fills what is made of the lists, into vocab and arena. NS_ERR_FORMAT names file and line. */
enum ns_status ns_rules_compile(struct ns_rules *rules, struct ns_err *err);

#endif
