#!/usr/bin/env python3
"""Recount the figures by= of a cue list: how often each construction of a cue agrees with annotators.

usage: cue_rules.py SCORER_FOLDER POLNEAR_HALF CANDIDATES.jsonl CUES.txt > NEW.txt

SCORER_FOLDER holds score_attributions.py, whose matching is used ("full half"); POLNEAR_HALF holds
attributions.jsonl and text/*.txt; CANDIDATES.jsonl is what tests/bench/candidates wrote for these
texts. A candidate inside an annotated content counts a part only: the outer one will drop it. Shares
are smoothed towards what the construction and the cue by themselves would make one expect. Only
counts leave this program.
"""
import collections
import json
import math
import os
import sys

NESTED = 0.3      # weight of a candidate that is wrong only in being nested
SMOOTH = 4.0      # candidates' worth of the expected share
SMOOTH_TERM = 6.0
COMMON = 40       # candidates of one cue that weigh in a construction's share


def logit(p):
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))


def read_gold(folder):
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
            yield name, file.read(), doc["attributions"]


def agrees(scorer, gold, got):
    cue = gold["cue"] & got["cue"] or (not gold["cue"] and not got["cue"])
    return cue and scorer.source_ok(gold, got) and scorer.half(gold["content"], got["content"])


def count(scorer, folder, candidates):
    counts = collections.defaultdict(lambda: [0, 0.0])
    for name, text, attributions in read_gold(folder):
        doc = scorer.Doc(text)
        gold = scorer.load(doc, attributions)
        for candidate in candidates.get(name, ()):
            got = scorer.load(doc, [dict(candidate, kind=None, speaker=None)])[0]
            right = any(agrees(scorer, g, got) for g in gold)
            weight = 1.0
            if not right and not any(g["cue"] & got["cue"] for g in gold) and \
                    any(got["cue"] <= g["content"] for g in gold):
                weight = NESTED
            entry = counts[candidate["term"], candidate["rule"]]
            entry[0] += right
            entry[1] += weight
    return counts


def shares(counts):
    rules = {}
    for wanted in {rule for _, rule in counts}:
        right = total = 0.0
        for (_, rule), (ok, n) in counts.items():
            if rule == wanted:
                right += ok * min(n, COMMON) / n
                total += min(n, COMMON)
        rules[wanted] = right, total
    everything = sum(r for r, _ in rules.values()) / sum(n for _, n in rules.values())
    rules = {rule: (right + 2 * everything) / (n + 2) for rule, (right, n) in rules.items()}
    terms = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
    for (term, rule), (ok, n) in counts.items():
        terms[term][0] += ok
        terms[term][1] += n
        terms[term][2] += rules[rule] * n
    out = collections.defaultdict(list)
    for (term, rule), (ok, n) in counts.items():
        right, total, expected = terms[term]
        base = expected / total
        own = (right + SMOOTH_TERM * base) / (total + SMOOTH_TERM)
        prior = 1 / (1 + math.exp(-(logit(rules[rule]) + logit(own) - logit(base))))
        out[term].append((-n, rule, (ok + SMOOTH * prior) / (n + SMOOTH)))
    return out


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    sys.path.insert(0, sys.argv[1])
    import score_attributions as scorer
    candidates = {}
    with open(sys.argv[3], encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            candidates[article["id"]] = article["attributions"]
    figures = shares(count(scorer, sys.argv[2], candidates))
    with open(sys.argv[4], encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line and line[0] != "#" and "\t" in line:
                fields = [f for f in line.split("\t") if not f.startswith("by=")]
                if fields[0] in figures:
                    fields.append("by=" + ",".join("%s:%.2f" % (rule, share) for _, rule, share
                                                   in sorted(figures[fields[0]])))
                line = "\t".join(fields)
            print(line)


if __name__ == "__main__":
    main()
