#!/usr/bin/env python3
"""Count the commonest words that are no names.

usage: common_words.py NEWS.jsonl[.xz] > common_words.txt.new

Each line of NEWS.jsonl has a "text". A word counts as lower case or, unless it
opens a sentence or a quote, as capitalised; kept are the 5,000 words commonest
in lower case of which at least 60% of the telling occurrences are lower case.
Only the list and the share leave this program.
"""
import collections
import json
import lzma
import re
import sys

WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
KEEP = 5000


def main():
    opener = lzma.open if sys.argv[1].endswith(".xz") else open
    lower = collections.Counter()
    capital = collections.Counter()
    with opener(sys.argv[1], "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"].replace("\u2019", "'")
            for match in WORD.finditer(text):
                word = match.group()
                if word.islower():
                    lower[word] += 1
                elif word[1:].islower() or len(word) == 1:
                    begin = match.start()
                    if begin > 1 and text[begin - 1] == " " and text[begin - 2].islower():
                        capital[word.lower()] += 1
    kept = 0
    for word, count in sorted(lower.items(), key=lambda item: (-item[1], item[0])):
        share = count / (count + capital[word])
        if share < 0.6 or (len(word) == 1 and word not in "ai"):
            continue
        print("%s\tshare=%.2f" % (word, share))
        kept += 1
        if kept == KEEP:
            break


main()
