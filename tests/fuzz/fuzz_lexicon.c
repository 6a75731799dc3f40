/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a word list: what is in is found under its term, and every field that is there has a
 * value inside its line.
 */
#include "fuzz.h"

#include "naysay/lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_lexicon *lexicon = ns_lexicon_new();
    struct ns_err err = {0};
    enum ns_status status = ns_lexicon_parse(lexicon, "list", fuzz_slice(data, size), &err);
    FUZZ_CHECK(status == NS_OK || (status == NS_ERR_FORMAT && err.line > 0 && err.message[0]));
    /* The same list read again replaces each line by itself. */
    size_t count = ns_lexicon_count(lexicon);
    ns_lexicon_parse(lexicon, "again", fuzz_slice(data, size), NULL);
    FUZZ_CHECK(ns_lexicon_count(lexicon) == count);
    for (size_t i = 0; i < count; i++) {
        const struct ns_lexicon_entry *entry = ns_lexicon_at(lexicon, i);
        struct ns_slice value;
        FUZZ_CHECK(entry->term.len > 0 && entry->line > 0);
        FUZZ_CHECK(ns_lexicon_find(lexicon, entry->term) == entry);
        if (ns_lexicon_value(entry, "kind", &value))
            FUZZ_CHECK(value.at >= entry->fields.at &&
                       value.at + value.len <= entry->fields.at + entry->fields.len);
    }
    ns_lexicon_free(lexicon);
    return 0;
}
