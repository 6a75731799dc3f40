#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What naysay extract finds against what people marked, with 95% intervals.

usage: eval.py NAYSAY SHARED [--option OPTION]... [--resamples N]

SHARED holds corpora, gold and score (the scorers decide what is right; this
program only runs naysay, adds intervals by resampling articles, and prints how
often statements of each confidence are right). OPTION is passed to naysay
extract: --option=--model=none measures the rules alone.
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys

MEASURES = ("cue exact", "source exact", "content exact", "content half",
            "sentence", "full half")


def extract(naysay, options, folder):
    run = subprocess.run([naysay, "extract", "--no-config", *options, folder],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         check=False)
    if run.returncode not in (0, 1) or not run.stdout:
        sys.exit(run.stderr.decode("utf-8", "replace"))
    found = {}
    for line in run.stdout.decode("utf-8").splitlines():
        article = json.loads(line)
        found[os.path.splitext(os.path.basename(article["path"]))[0]] = article
    return found


def annotated(score, folder):
    """(document, attributions) of brat files; of several readers the first."""
    seen = set()
    for name in sorted(os.listdir(folder)):
        match = re.match(r"(.*?)(?:_([0-9a-f]{4}))?\.ann$", name)
        if match and match.group(1) not in seen:
            seen.add(match.group(1))
            yield match.group(1), score.read_ann(os.path.join(folder, name))


def labelled(score, path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield score.stem(article), (article["attributions"], [])


def right_of(score, gold, found):
    """Which of found are right at full half."""
    pairs = score.pair(gold, found, lambda a: a["any"],
                       lambda g, p: (g["cue"] & p["cue"] or
                                     (not g["cue"] and not p["cue"])) and
                       score.source_ok(g, p) and
                       score.half(g["content"], p["content"]))
    return {j for _, j in pairs}


class Corpus:
    def __init__(self, score, gold, texts, found):
        self.articles = []   # one scorer each, so that articles can be drawn
        self.confidences = []
        for name, (marked, discarded) in gold:
            path = os.path.join(texts, name + ".txt")
            with open(path, encoding="utf-8", newline="") as file:
                doc = score.Doc(file.read())
            raw = found.get(name, {}).get("attributions", [])
            g = [a for a in score.load(doc, marked) if a["any"]]
            p = score.load(doc, raw)
            out = doc.span(discarded)
            keep = [i for i, a in enumerate(p)
                    if not (a["any"] and min(a["cue"] or a["content"]) in out)]
            p, raw = [p[i] for i in keep], [raw[i] for i in keep]
            one = score.Scores()
            one.add(doc, g, p)
            shown = [i for i, a in enumerate(raw) if a["confidence"] >= 0.5]
            one.get("shown").add(
                len(right_of(score, g, [p[i] for i in shown])), len(shown),
                len(g))
            self.articles.append(one)
            right = right_of(score, g, p)
            self.confidences += [(a["confidence"], i in right)
                                 for i, a in enumerate(raw)]

    def total(self, measure, articles):
        tp = np = ng = 0
        for a in articles:
            c = a.get(measure)
            tp, np, ng = tp + c.tp, np + c.np, ng + c.ng
        p, r = tp / np if np else 1.0, tp / ng if ng else 1.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0

    def interval(self, measure, which, resamples):
        draw = random.Random(1)
        values = sorted(
            self.total(measure, draw.choices(self.articles,
                                             k=len(self.articles)))[which]
            for _ in range(resamples))
        return values[int(0.025 * resamples)], values[int(0.975 * resamples)]

    def print_figures(self, name, resamples):
        print("== %s, %d articles" % (name, len(self.articles)))
        for measure in MEASURES:
            p, r, f = self.total(measure, self.articles)
            low, high = self.interval(measure, 2, resamples)
            print("%-22s P %5.1f  R %5.1f  F1 %5.1f  (%.1f to %.1f)" %
                  (measure, 100 * p, 100 * r, 100 * f, 100 * low, 100 * high))
        p, r, _ = self.total("shown", self.articles)
        low, high = self.interval("shown", 0, resamples)
        print("%-22s P %5.1f  (%.1f to %.1f)  R %5.1f" %
              ("shown (0.50 and more)", 100 * p, 100 * low, 100 * high,
               100 * r))
        self.print_kinds()
        for low in range(3, 10):
            of = [right for confidence, right in self.confidences
                  if int(confidence * 10 + 1e-6) == low or
                  (low == 9 and confidence >= 1)]
            if of:
                print("confidence 0.%d          %4d statements, %5.1f%% right" %
                      (low, len(of), 100 * sum(of) / len(of)))

    def print_kinds(self):
        speakers = [sum(a.spk[i] for a in self.articles) for i in range(3)]
        if speakers[0]:
            print("%-22s %d of %d found attributions right (%.1f%%)" %
                  ("speakers", speakers[2], speakers[1],
                   100 * speakers[2] / max(1, speakers[1])))
        kinds = sorted({k for a in self.articles for k in a.kinds})
        for kind in kinds:
            counts = [a.kinds[kind] for a in self.articles if kind in a.kinds]
            tp, np, ng = (sum(getattr(c, n) for c in counts)
                          for n in ("tp", "np", "ng"))
            if ng:
                print("kind %-17s P %5.1f  R %5.1f  (%d of %d marked)" %
                      (kind, 100 * tp / max(1, np), 100 * tp / ng, tp, ng))


RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}


def names_of(entities, types, text, determiners):
    """(begin, end, type), possessives left out on both sides, and "the" where
    the set counts it to names."""
    out = set()
    for e in entities:
        if isinstance(e, dict):
            e = (e["begin"], e["end"], e["type"])
        begin, end, kind = e[0], e[1], RE3D.get(e[2], e[2])
        words = text[begin:end]
        if words.endswith(("'s", "\u2019s")):
            end -= 2
        if determiners and words[:4].lower() == "the ":
            begin += 4
        # a nominal ("the rebels") is no name
        if kind in types and any(c.isupper() for c in text[begin:end]):
            out.add((begin, end, kind))
    return out


def print_names(naysay, options, shared):
    """Exact span and type. assets/model/README.md tells which of these sets
    the names are trained on: those figures say nothing about other texts."""
    for name, types in (("conll2003-testa", "PER ORG LOC MISC"),
                        ("re3d", "PER ORG LOC"),
                        ("wikigold", "PER ORG LOC MISC")):
        folder = os.path.join(shared, "corpora", "ner", name)
        if not os.path.isdir(folder):
            continue
        found = extract(naysay, options, os.path.join(folder, "text"))
        right = given = marked = 0
        with open(os.path.join(folder, "gold.jsonl"), encoding="utf-8") as file:
            for line in file:
                gold = json.loads(line)
                doc = gold.get("doc") or gold["id"]
                with open(os.path.join(folder, "text", doc + ".txt"),
                          encoding="utf-8", newline="") as body:
                    text = body.read()
                g = names_of(gold["entities"], types.split(), text, name == "re3d")
                p = names_of(found.get(doc, {}).get("entities", []),
                             types.split(), text, name == "re3d")
                right += len(g & p)
                given += len(p)
                marked += len(g)
        print("names, %-18s P %5.1f  R %5.1f  F1 %5.1f" %
              (name, 100 * right / max(1, given), 100 * right / marked,
               200 * right / (given + marked)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("naysay")
    parser.add_argument("shared")
    parser.add_argument("--option", action="append", default=[])
    parser.add_argument("--resamples", type=int, default=1000)
    args = parser.parse_args()
    if not os.path.isdir(os.path.join(args.shared, "gold")):
        sys.exit("eval.py: '%s' holds no gold to measure by" % args.shared)
    sys.path.insert(0, os.path.join(args.shared, "score"))
    import score_attributions as score
    dev = os.path.join(args.shared, "corpora", "polnear", "dev")
    gold = os.path.join(args.shared, "gold")
    sets = (("PolNeAR dev", annotated(score, os.path.join(dev, "attributions")),
             os.path.join(dev, "text")),
            ("war reporting",
             labelled(score, os.path.join(gold, "syria.jsonl")),
             os.path.join(args.shared, "corpora", "syria")),
            ("seeds", labelled(score, os.path.join(gold, "seeds.jsonl")),
             os.path.join(args.shared, "seeds")))
    for name, marked, texts in sets:
        found = extract(args.naysay, args.option, texts)
        Corpus(score, marked, texts, found).print_figures(name, args.resamples)
    print_names(args.naysay, args.option, args.shared)


if __name__ == "__main__":
    main()
