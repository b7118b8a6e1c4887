#!/usr/bin/env python3
"""Make small documents with one planted fault of form or order each, or none, out of a pool of clean pairs.

usage: scripts/form_items.py POOL.tsv[.zst] OUT.jsonl [--documents N] [--sources a,b] [--clean]

Each document is five pairs that follow each other in the pool. The items have the fields of
gold/divergence/planted.dev.jsonl (label, en, ko, en_idx, ko_idx, original, changed); daejo-lab measure-form reads them.
"""
import argparse
import io
import json
import random
import re
import subprocess

SIZE = 5


def pairs(path, sources):
    if path.endswith(".zst"):
        lines = io.TextIOWrapper(subprocess.Popen(["zstdcat", path], stdout=subprocess.PIPE).stdout, encoding="utf8")
    else:
        lines = open(path, encoding="utf8")
    found = {}
    for line in lines:
        en, ko, source = line.rstrip("\n").split("\t")
        if (not sources or source in sources) and "\\n" not in en and en.strip() and ko.strip():
            found.setdefault(source, []).append((en.strip(), ko.strip()))
    return found


def sentence(text):
    return bool(re.search(r"[.!?]$", text)) and len(text) >= 12


def duplicated(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if sentence(k)])
    to = at + 1 if rng.random() < 0.6 else rng.randrange(len(ko) + 1)
    if to == at:
        to = at + 1
    copy = ko[at]
    if rng.random() < 0.3 and len(copy.split()) > 5:
        words = copy.split()
        del words[rng.randrange(1, len(words) - 1)]
        copy = " ".join(words)
    new = ko[:to] + [copy] + ko[to:]
    return en, new, [], sorted({to, at + (to <= at)}), "", copy


def doubled_words(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if len(k.split()) >= 5])
    words = ko[at].split()
    n = rng.choice([1, 1, 2, 3])
    w = rng.randrange(0, len(words) - n)
    new = list(ko)
    new[at] = " ".join(words[:w + n] + words[w:])
    return en, new, [at], [at], "", " ".join(words[w:w + n])


def swapped(rng, en, ko):
    at = rng.randrange(len(ko) - 1)
    new = list(ko)
    new[at], new[at + 1] = ko[at + 1], ko[at]
    return en, new, [at, at + 1], [at, at + 1], "", ""


def moved(rng, en, ko):
    at = rng.randrange(len(ko))
    to = rng.choice([i for i in range(len(ko)) if abs(i - at) >= 2])
    new = list(ko)
    new.insert(to, new.pop(at))
    return en, new, [at], [to], "", ko[at]


def omitted(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if sentence(k)])
    return en, ko[:at] + ko[at + 1:], [at], [], ko[at], ""


def question(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if k.endswith("?")])
    new = list(ko)
    new[at] = ko[at][:-1] + "."
    return en, new, [at], [at], "?", "."


def doubled_stop(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if k.endswith(".") and not k.endswith("..")])
    new = list(ko)
    new[at] = ko[at] + rng.choice([".", ",", " ."]) if rng.random() < .5 else ko[at].replace(" ", rng.choice([" ,", ",,", ", ,"]), 1)
    return en, new, [at], [at], "", ""


def lost_quotes(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if len(re.findall('["“”]', k)) == 2 and len(re.findall('["“”]', en[i])) == 2])
    new = list(ko)
    new[at] = re.sub('["“”]', "", ko[at])
    return en, new, [at], [at], "", ""


def half_quote(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if len(re.findall('["“”]', k)) == 2])
    new = list(ko)
    new[at] = re.sub('["“”]', "", ko[at], count=1)
    return en, new, [at], [at], "", ""


def spaces(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if len(k.split()) > 3])
    words = ko[at].split(" ")
    w = rng.randrange(1, len(words))
    new = list(ko)
    new[at] = " ".join(words[:w]) + "  " + " ".join(words[w:])
    return en, new, [at], [at], "", ""


def loose_josa(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if re.search(r"[가-힣]{2,}(에서|에게|까지|부터|을|를|은|는) ", k)])
    new = list(ko)
    new[at] = re.sub(r"([가-힣]{2,})(에서|에게|까지|부터|을|를|은|는) ", r"\1 \2 ", ko[at], count=1)
    return en, new, [at], [at], "", ""


def no_space(rng, en, ko):
    at = rng.choice([i for i, k in enumerate(ko) if re.search(r"[가-힣][,.] [가-힣]", k)])
    new = list(ko)
    new[at] = re.sub(r"([가-힣][,.]) ([가-힣])", r"\1\2", ko[at], count=1)
    return en, new, [at], [at], "", ""


def numbered(rng, en, ko, fault=True):
    marks = rng.choice([("{}. ", "{}. "), ("{}) ", "{}) "), ("{}. ", "{}) "), ("{a}) ", "{k}) "), ("{r}. ", "{}. "), ("({a}) ", "({k}) "), ("{}. ", "{c} ")])
    def mark(pattern, n):
        return pattern.format(n, a="abcdefgh"[n - 1], k="가나다라마바사"[n - 1], r=["I", "II", "III", "IV", "V"][n - 1], c="①②③④⑤"[n - 1])
    numbers = list(range(1, len(ko) + 1))
    at = rng.randrange(len(ko))
    kind = rng.choice(["lost", "wrong"])
    changed = list(numbers)
    if fault:
        changed[at] = 0 if kind == "lost" else rng.choice([n for n in numbers if n != numbers[at]])
    return ([mark(marks[0], n) + e for n, e in zip(numbers, en)],
            [(mark(marks[1], n) if n else "") + k for n, k in zip(changed, ko)], [at], [at], "", "")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pool")
    ap.add_argument("out")
    ap.add_argument("--documents", type=int, default=40, help="of each label and source")
    ap.add_argument("--sources", default="nknews_dev,tatoeba,ntrex,tf_docs,bible_web_krv,opensource_guide")
    ap.add_argument("--clean", action="store_true")
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    rng = random.Random(a.seed)
    plants = [duplicated, doubled_words, swapped, moved, omitted, question, doubled_stop, lost_quotes, half_quote,
              spaces, loose_josa, no_space, numbered]
    clean = [lambda r, en, ko: (en, ko, list(range(len(en))), list(range(len(ko))), "", "")]
    with open(a.out, "w", encoding="utf8") as out:
        for source, all_pairs in sorted(pairs(a.pool, set(a.sources.split(","))).items()):
            starts = list(range(0, len(all_pairs) - SIZE + 1, SIZE))
            rng.shuffle(starts)
            for plant in clean if a.clean else plants:
                made = 0
                for start in starts if a.clean else rng.sample(starts, min(len(starts), 6 * a.documents)):
                    if made == a.documents:
                        break
                    window = all_pairs[start:start + SIZE]
                    en, ko = [p[0] for p in window], [p[1] for p in window]
                    if len(set(ko)) < SIZE or len(set(en)) < SIZE:
                        continue
                    try:
                        item = plant(rng, en, ko)
                    except (IndexError, ValueError):
                        continue
                    label = "clean" if a.clean else plant.__name__
                    out.write(json.dumps(dict(zip(("en", "ko", "en_idx", "ko_idx", "original", "changed"), item),
                              id=f"{source}-{label}-{made}", doc=source, label=label, side="ko"), ensure_ascii=False) + "\n")
                    made += 1


if __name__ == "__main__":
    main()
