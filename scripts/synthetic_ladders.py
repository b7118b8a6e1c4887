#!/usr/bin/env python3
"""Make documents with known ladders out of sentence pairs that stand in the order of their documents.

usage: scripts/synthetic_ladders.py POOL OUT [DOCUMENTS] [SEED]

POOL is a tab-separated file (`.zst` is read through zstdcat): English, Korean, source. Only sources whose
licence lets what is learned from them be given away are used. Each document is a stretch of one
source in which, at rates drawn for the document, segments are joined, cut in two, left out or put
in, and now and then a whole chapter is missing. OUT gets NAME.en.txt, NAME.ko.txt and NAME.gold.
"""
import os
import random
import subprocess
import sys

SOURCES = (
    "python_docs tf_docs bible_web_kids bible_web_krv react_docs vue_docs rust_book hf_course "
    "opensource_guide bitcoin_org wiseinit what_happens_when"
).split()


def read(path):
    command = ["zstdcat", path] if path.endswith(".zst") else ["cat", path]
    out = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    stretches, last = [], None
    for line in out.splitlines():
        en, ko, source = line.split("\t")[:3]
        if source not in SOURCES:
            continue
        if source != last:
            stretches.append((source, []))
            last = source
        en, ko = en.strip(), ko.strip()
        if len(en) >= 12 and len(ko) >= 5:
            stretches[-1][1].append((en, ko))
    return [s for s in stretches if len(s[1]) >= 150]


def cut(text, rng):
    """Two parts, at a comma or a space somewhere in the middle; None if it is too short."""
    words = text.split()
    if len(words) < 6:
        return None
    low, high = max(2, len(words) // 3), min(len(words) - 2, 2 * len(words) // 3)
    commas = [k for k in range(low, high + 1) if words[k - 1].endswith((",", ";", ":", ".", "고", "며"))]
    at = rng.choice(commas) if commas and rng.random() < 0.7 else rng.randint(low, high)
    return [" ".join(words[:at]), " ".join(words[at:])]


def document(pairs, others, rng):
    """(segments of both sides with paragraph breaks as '', ladder)"""
    quiet = rng.random() < 0.2
    rate = lambda most: 0.0 if quiet else rng.choice([0.0, rng.uniform(0, most), rng.uniform(0, most)])
    joined, split = [rate(0.15), rate(0.15)], [rate(0.15), rate(0.15)]
    dropped, inserted = [rate(0.12), rate(0.12)], [rate(0.06), rate(0.06)]
    if rng.random() < 0.15:
        start, length, side = rng.randrange(5, len(pairs) - 20), rng.randint(6, 25), rng.randrange(2)
        chapter = (side, range(start, start + length))
    else:
        chapter = (0, range(0))
    paragraph = rng.choice([0, 0.25])
    sides, ladder, at = ([], []), [], 0
    number = [0, 0]

    def put(side, text):
        sides[side].append(text)
        number[side] += 1
        return number[side] - 1

    while at < len(pairs):
        run = 1
        join = [rng.random() < joined[0], rng.random() < joined[1]]
        if any(join) and at + 2 < len(pairs):
            run = 3 if rng.random() < 0.2 else 2
        group = pairs[at:at + run]
        in_chapter = at in chapter[1]
        at += run
        if run > 1:
            texts = [[" ".join(p[s] for p in group)] if join[s] else [p[s] for p in group] for s in (0, 1)]
        else:
            texts = [[group[0][0]], [group[0][1]]]
            for s in (0, 1):
                if rng.random() < split[s]:
                    texts[s] = cut(texts[s][0], rng) or texts[s]
        for s in (0, 1):
            if rng.random() < inserted[s]:
                ids = [[], []]
                ids[s].append(put(s, rng.choice(others)[s]))
                ladder.append(ids)
            if rng.random() < dropped[s] or in_chapter and s == chapter[0]:
                texts[s] = []
        ids = [[put(s, text) for text in texts[s]] for s in (0, 1)]
        if all(ids):
            ladder.append(ids)
        else:
            ladder += [[[i], []] for i in ids[0]] + [[[], [j]] for j in ids[1]]
        if rng.random() < paragraph:
            for s in (0, 1):
                if rng.random() < 0.9:
                    sides[s].append("")
    return sides, ladder


def main():
    pool, out = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    stretches = read(pool)
    others = [pair for _, pairs in stretches for pair in pairs[::7]]
    os.makedirs(out, exist_ok=True)
    for number in range(count):
        source = rng.choice(sorted({s for s, _ in stretches}))
        pairs = rng.choice([p for s, p in stretches if s == source])
        length = rng.randint(40, 90)
        start = rng.randrange(len(pairs) - length)
        chosen = pairs[start:start + length]
        if len({p[0] for p in chosen}) < 0.9 * length:
            continue
        sides, ladder = document(chosen, others, rng)
        name = f"{out}/{source}_{number:03}"
        for side, ending in zip(sides, ("en", "ko")):
            with open(f"{name}.{ending}.txt", "w", encoding="utf8") as f:
                f.write("\n".join(side) + "\n")
        with open(f"{name}.gold", "w", encoding="utf8") as f:
            f.writelines(f"{s}:{t}\n" for s, t in ladder)


if __name__ == "__main__":
    main()
