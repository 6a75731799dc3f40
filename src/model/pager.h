/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pager.h (room: model): a page of text over the panes: help, why, problems, messages.
 *
 * Paragraphs are added once and wrapped to the width of the screen; the cursor stands on a line.
 */
#ifndef MODEL_PAGER_H
#define MODEL_PAGER_H

#include "naysay/pattern.h"

enum ns_pager_topic {
    NS_PAGER_CLOSED,
    NS_PAGER_HELP,
    NS_PAGER_WHY,
    NS_PAGER_PROFILE,
    NS_PAGER_PROBLEMS,
    NS_PAGER_MESSAGES,
    NS_PAGER_LOG,
    NS_PAGER_SETTINGS,
    NS_PAGER_ABOUT,
};

enum ns_pager_look { NS_PAGER_PLAIN, NS_PAGER_HEADING, NS_PAGER_QUOTE };

/* A paragraph: a lead (key, name, number) set apart in lead_columns, then text that wraps. */
struct ns_pager_item {
    struct ns_range lead, text; /* bytes of pager.text */
    unsigned lead_columns;      /* 0: no lead */
    enum ns_pager_look look;
};

struct ns_pager_line {
    uint32_t item;
    struct ns_range span; /* bytes of pager.text */
    bool first;           /* its item's lead stands here */
};

struct ns_pager {
    enum ns_pager_topic topic;
    struct ns_bytes title, text;
    NS_VEC(, struct ns_pager_item) items;
    NS_VEC(, struct ns_pager_line) lines;
    unsigned columns, rows; /* of the last wrap */
    size_t wrapped;         /* items that are in lines */
    size_t top, at;         /* lines */
    struct ns_pattern *pattern;
    struct ns_ranges hits; /* of text; found once, as a pattern may be slow */
    /* what 'edit' opens from here */
    char *edit_path;
    unsigned edit_line;
};

void ns_pager_open(struct ns_pager *pager, enum ns_pager_topic topic, const char *title);
void ns_pager_close(struct ns_pager *pager); /* frees all */

void ns_pager_heading(struct ns_pager *pager, const char *text);
void ns_pager_blank(struct ns_pager *pager);
void ns_pager_add(struct ns_pager *pager, struct ns_slice lead, unsigned lead_columns,
                  struct ns_slice text, enum ns_pager_look look);

/* Lays lines for a size; the line with the cursor keeps its paragraph. */
void ns_pager_wrap(struct ns_pager *pager, unsigned columns, unsigned rows);

/* Moves the cursor by lines; whole pages move what is seen. */
void ns_pager_move(struct ns_pager *pager, long lines);
void ns_pager_scroll(struct ns_pager *pager, long lines);
void ns_pager_to(struct ns_pager *pager, size_t line);

/* Hits that overlap a range of text: from the index returned on, while they begin before its end. */
size_t ns_pager_first_hit(const struct ns_pager *pager, struct ns_range range);
/* Text was added: looks through it for the pattern. */
void ns_pager_search(struct ns_pager *pager);

/* Takes the pattern (NULL: none); the next line with a hit from the cursor on, or behind it.
 * wrapped (if any) tells whether the end was passed. False: no line has one. */
void ns_pager_find(struct ns_pager *pager, struct ns_pattern *take);
bool ns_pager_next_hit(struct ns_pager *pager, bool forward, bool from_here, bool *wrapped);

struct ns_range ns_pager_lead(const struct ns_pager *pager,
                              size_t line); /* of text; may be empty */

#endif
