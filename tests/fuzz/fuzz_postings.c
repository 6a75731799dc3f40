/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random bytes as articles and names of a segment: it has what the naive index has. The first byte
 * says how the rest is used; 0x1E ends a document, 0x1F its title, or one of its names.
 */
#include "fuzz.h"

#include "../unit/naive_index.h"

#define DOCUMENTS_MOST 40
#define NAMES_MOST     8

static void add_article(struct ns_segment_builder *builder, struct naive_index *naive,
                        uint32_t item, struct ns_slice text, bool inside)
{
    struct ns_article article = {.body = text};
    size_t mark = ns_slice_find(text, NS_SLICE("\x1f"), 0);
    if (mark != SIZE_MAX) {
        article.title = (struct ns_slice){text.at, mark};
        if (!inside)
            article.body = (struct ns_slice){text.at + mark, text.len - mark};
    }
    ns_segment_builder_text(builder, item, &article);
    naive_article(naive, item, &article);
}

/* The first name is canonical, the last the speaker, what stands between them aliases. */
static void add_names(struct ns_segment_builder *builder, struct naive_index *naive, uint32_t item,
                      struct ns_slice text)
{
    struct ns_slice names[NAMES_MOST];
    size_t count = 0;
    while (count < NAMES_MOST && ns_slice_field(&text, '\x1f', &names[count]))
        count++;
    struct ns_entity entity = {.canonical = count ? names[0] : NS_SLICE("")};
    struct ns_attribution attribution = {.speaker = count ? names[count - 1] : NS_SLICE("")};
    if (count > 2) {
        entity.aliases = names + 1;
        entity.alias_count = count - 2;
    }
    struct ns_extraction extraction = {.entities = &entity,
                                       .entity_count = 1,
                                       .attributions = &attribution,
                                       .attribution_count = 1};
    ns_segment_builder_names(builder, item, &extraction);
    naive_names(naive, item, &extraction);
}

static void check_same(struct naive_index *naive, struct ns_segment *segment, struct ns_slice bytes)
{
    struct ns_postings postings;
    FUZZ_CHECK(segment != NULL);
    const char *wrong = naive_compare(naive, segment);
    if (wrong)
        fprintf(stderr, "not the same: %s\n", wrong);
    FUZZ_CHECK(!wrong);
    bytes.len = bytes.len < 3 ? bytes.len : 3;
    for (int f = 0; f < NS_FIELD_COUNT; f++) {
        FUZZ_CHECK(!naive_compare_visit(naive, segment, (enum ns_field)f, bytes, SIZE_MAX));
        FUZZ_CHECK(!naive_compare_visit(naive, segment, (enum ns_field)f, bytes, 1));
        FUZZ_CHECK(ns_segment_find(segment, (enum ns_field)f, bytes, &postings) ==
                   (naive_list(naive, (enum ns_field)f, bytes)->len > 0));
    }
    ns_segment_free(segment);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_slice rest = fuzz_slice(data, size), text;
    if (size == 0 || size > 20000)
        return 0;
    struct ns_segment_builder *builder = ns_segment_builder_new();
    unsigned use = data[0];
    rest.at++;
    rest.len--;
    /* Twice with the same builder: nothing may be left over from the first time. */
    for (int round = 0; round < 2; round++) {
        struct ns_slice left = rest;
        struct naive_index naive;
        uint32_t item = 0;
        naive_open(&naive);
        while (item < DOCUMENTS_MOST && ns_slice_field(&left, '\x1e', &text)) {
            if ((use + item + (unsigned)round) % 3 == 0)
                add_names(builder, &naive, item, text);
            else
                add_article(builder, &naive, item, text, use & 0x80);
            item++;
        }
        FUZZ_CHECK(ns_segment_builder_documents(builder) == item);
        FUZZ_CHECK(ns_segment_builder_bytes(builder) == naive.bytes);
        if (item > 0)
            check_same(&naive, ns_segment_seal(builder), rest);
        FUZZ_CHECK(ns_segment_seal(builder) == NULL);
        naive_close(&naive);
    }
    ns_segment_builder_free(builder);
    return 0;
}
