/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of a job: NAME=VALUE. */
#include "train.h"

#include <stdlib.h>

double ns_train_option(const struct ns_train_job *job, const char *name, double fallback)
{
    size_t len = strlen(name);
    for (int i = 0; i < job->option_count; i++)
        if (strncmp(job->options[i], name, len) == 0 && job->options[i][len] == '=')
            return strtod(job->options[i] + len + 1, NULL);
    return fallback;
}
