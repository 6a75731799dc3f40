#!/usr/bin/env python3
"""Count which words follow given names.

usage: surnames.py NEWS.jsonl[.xz] LEXICON_FOLDER > surnames.txt.new

A surname is a capitalised word that follows a given name (not an ambiguous one)
in at least four articles, and is neither a common word, a place, nor mostly
something else. Only the words leave this program.
"""
import collections
import json
import lzma
import re
import sys

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
PART = r"(?:Mc|Mac|De|Del|Di|Du|La|Le|Van|Fitz|O'|D')?[^\W\d_a-z][^\W\d_A-Z]+"
SHAPE = re.compile(PART + "(?:-" + PART + ")*")
LEAST_ARTICLES = 4


def terms(folder, name):
    with open("%s/%s" % (folder, name), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and line[0] != "#":
                fields = line.rstrip("\n").split("\t")
                yield fields[0], fields[1:]


def main():
    folder = sys.argv[2]
    given = {t for t, fields in terms(folder, "given_names.txt") if "ambiguous=yes" not in fields}
    all_given = {t for t, _ in terms(folder, "given_names.txt")}
    common = {t for t, _ in terms(folder, "common_words.txt")}
    places = {t for t, _ in terms(folder, "places.txt")}
    for term, fields in terms(folder, "places.txt"):
        for field in fields:
            if field.startswith("demonym="):
                places.update(field[8:].split("|"))
    organisations = {t for t, _ in terms(folder, "organisations.txt")}
    titles = {w for t, _ in terms(folder, "titles.txt") for w in t.split()}
    articles = collections.Counter()
    after = collections.Counter()
    total = collections.Counter()
    opener = lzma.open if sys.argv[1].endswith(".xz") else open
    with opener(sys.argv[1], "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"].replace("\u2019", "'")
            found = set()
            previous = None
            for match in WORD.finditer(text):
                word = match.group()
                if word.endswith("'s"):
                    word = word[:-2]
                if word[0].isupper():
                    total[word] += 1
                    if (previous and previous[0] in given and previous[1] + 1 == match.start()
                            and text[previous[1]] == " "):
                        after[word] += 1
                        found.add(word)
                previous = (word, match.end())
            articles.update(found)
    for word, count in sorted(articles.items()):
        if count < LEAST_ARTICLES or not SHAPE.fullmatch(word):
            continue
        if len(word) < 3 or word.lower() in common or word in places:
            continue
        if word in organisations or word in titles or word in all_given and after[word] * 4 < total[word]:
            continue
        if after[word] * 20 < total[word]:
            continue
        print(word)


main()
