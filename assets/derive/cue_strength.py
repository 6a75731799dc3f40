#!/usr/bin/env python3
"""Recount the figures of a cue list from annotated articles.

usage: cue_strength.py POLNEAR_HALF CUES.txt > NEW.txt

POLNEAR_HALF holds attributions.jsonl and text/*.txt. Only counts leave this
program: it writes the list again with the figures of each entry set.
"""
import json
import os
import re
import sys

TOKEN = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*|\d+|[^\sA-Za-z\d]")
PREPS = set("of for about against on over at with in into from as by toward like".split())
STOP = PREPS | set("and or but to than that if when while because . , ; : ? ! ) ( \" -".split())
WH = set("whether if how why what who when where which whose".split())
DETERMINERS = set("""a an the this that these those his her their its my our your no any some every
each such new latest recent s's 's official public repeated false""".split())
VERBAL = set("to not never has have had will would could can may might should must did does do don't "
             "didn't doesn't i you he she it we they who also".split())
QUOTES = '"\u201c\u2018\u201d'
SMOOTH = 4.0


def fold(text):
    return text.replace("\u2019", "'").replace("\u2018", "'").replace("\u00a0", " ")


def read_documents(folder):
    """The alphabetically first annotator of each document."""
    chosen = {}
    with open(os.path.join(folder, "attributions.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            old = chosen.get(doc["doc"])
            if old is None or doc["annotator"] < old["annotator"]:
                chosen[doc["doc"]] = doc
    for name, doc in sorted(chosen.items()):
        path = os.path.join(folder, "text", name + ".txt")
        with open(path, encoding="utf-8", newline="") as file:
            text = fold(file.read())
        in_cue = bytearray(len(text))
        for attribution in doc["attributions"]:
            for begin, end in attribution["cue"]:
                in_cue[begin:end] = b"\1" * (end - begin)
        yield text, in_cue


def read_entries(path):
    entries = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                entries.append((line, None, None))
                continue
            fields = line.split("\t")
            keys = dict(field.split("=", 1) for field in fields[1:])
            entries.append((line, fields[0], keys))
    return entries


def spellings(term, keys):
    term = term.split("/")[0]
    found = {term}
    for key in ("forms", "also"):
        found.update(x for x in keys.get(key, "").split(",") if x)
    return {tuple(t.group().lower() for t in TOKEN.finditer(x)) for x in found}


def inside_quotes(text):
    """One byte a character: 1 inside double quotes, which a new paragraph closes."""
    inside = bytearray(len(text))
    state = 0
    for i, char in enumerate(text):
        if char == "\n":
            state = 0
        elif char == "\u201c":
            state = 1
        elif char == "\u201d":
            state = 0
        elif char == '"':
            state = 1 - state
        inside[i] = state
    return inside


def content_beside(takes, words, raw, text, start, end, begin_char, end_char):
    """Is there something of the shapes in `takes` beside tokens start..end?"""
    nxt = words[end] if end < len(words) else "."
    nxt_raw = raw[end] if end < len(raw) else "."
    after = text[end_char:end_char + 4].lstrip(" ,:")
    before = text[max(0, begin_char - 60):begin_char]
    near = []
    for word in words[end:end + 8]:
        if word in ".;:?!":
            break
        near.append(word)
    for take in takes:
        if take == "none":
            return True
        if take == "quote":
            if after[:1] and after[0] in QUOTES:
                return True
            if re.search("[,.?!-][\"\u201d][^\"\u201c\u201d.]*$", before):
                return True
        elif take == "that":
            if "that" in near[:3]:
                return True
        elif take == "whether":
            if nxt in WH:
                return True
        elif take == "ing":
            if nxt.endswith("ing"):
                return True
        elif take == "bare":
            if nxt_raw[:1].isupper() or nxt in DETERMINERS or nxt in VERBAL - {"to"} or nxt == "there":
                return True
        elif take == "np":
            if nxt.isalpha() and nxt not in STOP and nxt not in WH:
                return True
        elif take.startswith("obj-"):
            what = take[4:]
            tail = near[1:]
            if what in ("that", "to", "of", "for", "as", "with", "about", "against", "on", "from", "into"):
                if what in tail:
                    return True
            elif what == "whether":
                if WH & set(tail):
                    return True
            elif nxt.isalpha() and nxt not in STOP:
                return True
        elif nxt == take:
            return True
    return False


def main():
    entries = read_entries(sys.argv[2])
    by_first = {}
    class_of = {}
    for index, (_, term, keys) in enumerate(entries):
        if term is None:
            continue
        for words in spellings(term, keys):
            by_first.setdefault(words[0], []).append((words, index))
            class_of.setdefault(words, set()).add(keys["class"])
    seen = [[0, 0, 0, 0] for _ in entries]  # all, all cues, beside content, beside content and cue
    by_form = {}  # (entry, spelling) -> [beside content, beside content and cue]
    for text, in_cue in read_documents(sys.argv[1]):
        tokens = list(TOKEN.finditer(text))
        quoted = inside_quotes(text)
        raw = [t.group() for t in tokens]
        words = [w.lower() for w in raw]
        for i, word in enumerate(words):
            for spelled, index in by_first.get(word, ()):
                n = len(spelled)
                if tuple(words[i:i + n]) != spelled or quoted[tokens[i].start()]:
                    continue
                keys = entries[index][2]
                if {"noun", "verb"} <= class_of[spelled]:
                    prev = words[i - 1] if i else "."
                    nominal = prev in DETERMINERS or prev.endswith("'s")
                    if nominal != (keys["class"] == "noun"):
                        continue
                count = seen[index]
                span = in_cue[tokens[i].start():tokens[i + n - 1].end()]
                cue = any(span)
                count[0] += 1
                count[1] += cue
                if content_beside(keys.get("takes", "none").split(","), words, raw, text, i, i + n,
                                  tokens[i].start(), tokens[i + n - 1].end()):
                    count[2] += 1
                    count[3] += cue
                    form = by_form.setdefault((index, spelled), [0, 0])
                    form[0] += 1
                    form[1] += cue
    means = {}
    for (_, term, keys), count in zip(entries, seen):
        if term is not None:
            sums = means.setdefault(keys["class"], [0, 0, 0, 0])
            for j in range(4):
                sums[j] += min(count[j], 50) if j % 2 == 0 else min(count[j], 50 * count[j] / max(1, count[j - 1]))
    for index, ((line, term, keys), count) in enumerate(zip(entries, seen)):
        if term is None:
            print(line)
            continue
        sums = means[keys["class"]]
        mean_prior = sums[1] / max(1, sums[0])
        mean = sums[3] / max(1, sums[2])
        strength = (count[3] + SMOOTH * mean) / (count[2] + SMOOTH)
        keys["strength"] = "%.2f" % strength
        keys["prior"] = "%.2f" % ((count[1] + SMOOTH * mean_prior) / (count[0] + SMOOTH))
        keys["n"] = str(count[2])
        keys.pop("formstrength", None)
        if keys["class"] in ("verb", "noun") and count[2] > 0:
            values = []
            for form in [term.split("/")[0]] + keys.get("forms", "").split(","):
                words = tuple(t.group().lower() for t in TOKEN.finditer(form))
                beside, cues = by_form.get((index, words), (0, 0))
                values.append("%.2f" % ((cues + SMOOTH * strength) / (beside + SMOOTH)))
            keys["formstrength"] = ",".join(values)
        print("\t".join([term] + ["%s=%s" % item for item in keys.items()]))


main()
