#!/usr/bin/env python3
"""Learns what tells a slip of negation from the freedom of a faithful translation.

usage: scripts/negation/train.py SHARED > src/check/negation/weights.tsv
       (needs `cargo build --release -p daejo-lab`)

Pairs of sentences of the permissive part of the pool in which one side negates more often than the other are taken for
faithful; slips are made by putting a negation into a pair, or taking one out, on either side. A logistic model tells the
two apart. Words that negate by their meaning may only speak for a faithful translation (`unless` stands for a negation;
no word makes a slip likelier), so that what is peculiar to the slips made here is not learned. Other words are not looked
at: what they say of the Bible or of manuals says nothing of a report.
What the features are is told in src/check/negation/features.rs, which this follows.
"""
import collections
import math
import os
import random
import re
import subprocess
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
PERMISSIVE = set("""python_docs tf_docs bible_web_kids bible_web_krv react_docs vue_docs tatoeba rust_book hf_course
opensource_guide bitcoin_org wiseinit what_happens_when 12factor cc_legalcode semver covenant""".split())
# Documentation and the Bible would drown everything else.
RATE = {"python_docs": .3, "tf_docs": .3, "react_docs": .5, "bible_web_krv": .2, "bible_web_kids": .4}
ENGLISH = re.compile(r"[a-z]+(?:'[a-z]+)?")
HANGUL = re.compile(r"[가-힣]+")


def patterns():
    table = {"en": [], "ko": []}
    lines = [l.rstrip("\n") for l in open(f"{ROOT}/corpora/tables/negators.tsv", encoding="utf8")]
    for line in [l for l in lines if l.strip() and not l.startswith("#")][1:]:
        language, form, kind, name, _ = line.split("\t")
        if language == "en":
            form = rf"(?<![a-z])(?:{form})(?![a-z])"
        elif form.startswith("^"):
            form = r"(?<![가-힣])(?:" + form[1:] + ")"
        table[language].append((re.compile(form), kind, name))
    return table


TABLE = patterns()


def fold(text):
    text = unicodedata.normalize("NFC", text).lower()
    return text.replace("’", "'").replace("‘", "'")


Reading = collections.namedtuple("Reading", "cues soft room")


def read(language, text):
    """The negations (start, end, name) of a text, its soft ones, and how many negations more the other side may have."""
    over, found, soft, either, double, shared = [], [], [], [], 0, []
    for order, (pattern, kind, name) in enumerate(TABLE[language]):
        for m in pattern.finditer(text):
            if kind == "not":
                found.append((m.start(), order, m.end(), name))
            elif kind == "soft":
                soft.append((m.start(), m.end(), name))
            elif kind == "shared":
                shared.append(m.start())
            else:
                over.append(m.span())
                double += kind == "double"
                if kind == "either":
                    either.append(m.span())
    cues, end = [], 0
    for start, _, stop, name in sorted(found):
        if start >= end and not any(start < b and a < stop for a, b in over):
            cues.append((start, stop, name))
            end = stop
    soft = [(a, b, name) for a, b, name in soft if not any(a < e and s < b for s, e, _ in cues)]
    is_shared = any(start > cues[0][1] for start in shared) if cues else False
    return Reading(cues, soft, apart(either) + 2 * double + is_shared)


def apart(spans):
    """How many of some spans overlap none before them."""
    count, end = 0, 0
    for start, stop in sorted(spans):
        if start >= end:
            count, end = count + 1, stop
    return count


def surplus(english, korean):
    """The side that negates more often than the other can have meant, if one does."""
    if len(korean.cues) > len(english.cues) + english.room:
        return "k"
    return "e" if len(english.cues) > len(korean.cues) + korean.room else None


def words():
    """What is known of the words beside a negation: forms with their plain forms, by language and kind."""
    table = collections.defaultdict(list)
    lines = [l.rstrip("\n") for l in open(f"{ROOT}/corpora/tables/negated-words.tsv", encoding="utf8")]
    for line in [l for l in lines if l.strip() and not l.startswith("#")][1:]:
        language, kind, form, plain, _ = line.split("\t")
        table[language[0], kind].append((form, plain))
    return table


WORDS = words()


def forms(side, kind):
    return tuple(form for form, _ in WORDS[side, kind])


STOP = re.compile(r"[.!?](?: |$)")


def is_hangul(c):
    return "가" <= c <= "힣"


def place(text, cue):
    """final, clause or other: where in the Korean sentence the negated predicate stands."""
    words = list(HANGUL.finditer(text))
    at = next((i for i, w in enumerate(words) if w.start() < cue[1] <= w.end()), None)
    if at is None:
        return "other"
    stop = STOP.search(text, cue[1])
    rest = [w for w in words[at + 1:] if not stop or w.start() < stop.start()]
    if len(rest) <= 2 and all(w.group().startswith(forms("k", "after")) for w in rest):
        return "final"
    return "clause" if words[at].group().endswith(forms("k", "clause")) else "other"


def region(side, text, cue):
    """The word that is negated."""
    start, end, name = cue
    if name in forms(side, "whole"):
        return start, end
    if side == "e":
        for m in ENGLISH.finditer(text, end):
            if m.group() not in forms("e", "between") and not m.group().endswith("ly"):
                return m.span()
        return start, end
    first = start
    while first > 0 and is_hangul(text[first - 1]):
        first -= 1
    before = list(HANGUL.finditer(text[:first]))
    # What goes on or has been done is said by two words: what is denied is the first.
    if before and not text[before[-1].end():first].strip() and any(
            text[first:start] == form and before[-1].group().endswith(ending) for form, ending in WORDS["k", "auxiliary"]):
        return before[-1].span()
    if first < start:
        return first, start + 1 if name in forms("k", "suffixed") else start
    if name in forms("k", "before"):
        m = HANGUL.search(text, end)
        return m.span() if m else (start, end)
    before = list(HANGUL.finditer(text[:start]))
    return before[-1].span() if before else (start, end)


def without(side, text, cue):
    """The sentence with the negation taken out, well enough for the encoder."""
    start, end, _ = cue
    word, rest = text[start:end], text[end:]
    if side == "e":
        plain = dict(WORDS["e", "without"]).get(word, word[:-3] if word.endswith("n't") else "")
        return (text[:start] + plain + rest).replace("  ", " ")
    for form, plain in WORDS["k", "without"]:
        at = text.find(form, max(0, start - 1))
        if 0 <= at <= start:
            return text[:at] + plain + text[at + len(form):]
    for form, plain in WORDS["k", "within"]:
        if form in word:
            return text[:start] + word.replace(form, plain, 1) + rest
    for form, plain in WORDS["k", "joint"]:
        if word.startswith(form[0]) and rest.startswith(form[1:]):
            rest = plain + rest[len(form) - 1:]
            break
    return (text[:start] + rest).replace("  ", " ")


def step(value, bounds):
    return str(sum(value >= b for b in bounds))


# The words that negate by their meaning so strongly that one of them may well be what a negation stands for.
STRONG = frozenset(form for side in "ek" for form in forms(side, "strong"))


def is_negative(side, word):
    """Whether a word is negative by how it begins or ends."""
    def more(rest):
        return next((i for i, c in enumerate(rest) if not c.isalpha()), len(rest))
    opens = any(word.startswith(form) and more(word[len(form):]) >= int(plain) for form, plain in WORDS[side, "opens"])
    return opens or any(form in word and word[word.rindex(form):].isalpha() for form in forms(side, "closes"))


def governs(side, text, partner, soft):
    """Whether a word that negates by its meaning governs the counterpart: before it in English, behind it in Korean."""
    start = text.find(partner)
    end = start + len(partner)
    for a, b, name in soft:
        if name not in STRONG or start < 0:
            continue
        between = text[b:start] if side == "k" else text[end:a]
        is_beside = b <= start if side == "k" else a >= end
        if is_beside and len(between) <= (24 if side == "k" else 8) and not re.search(r"[.,;:!?]", between):
            return True
    return False


def features(side, english, korean, e, k, cue, answer):
    """What is seen of a negation that is one too many; `answer` is None where there is no encoder or lexicon."""
    soft = e.soft if side == "k" else k.soft
    seen = {f"soft:{name}" for _, _, name in soft}
    seen.add(f"t:{cue[2]}:{place(korean, cue)}" if side == "k" else f"t:{cue[2]}")
    seen.add(f"E:{min(len(e.cues), 3)}")
    seen.add(f"K:{min(len(k.cues), 3)}")
    prob, partner, cosines = answer
    seen.add("c:?" if prob < 0 else "c:" + step(prob, (.01, .05, .15, .35)))
    strong = min(len({name for _, _, name in soft if name in STRONG}), 2)
    seen.add(f"{'with' if prob > .03 else 'alone'}:{strong}")
    if prob > .03:
        other = english if side == "k" else korean
        if is_negative("e" if side == "k" else "k", partner.lower()):
            seen.add("partner")
        if governs(side, other, partner.lower(), soft):
            seen.add("governed")
    if cosines:
        with_it, without_it = cosines
        seen.add("d:" + step(without_it - with_it, (-.03, -.01, 0, .01, .02, .035, .06, .1)))
        seen.add("b:" + step(with_it, (.3, .5, .65, .8)))
        seen.add("a:" + step(without_it, (.3, .5, .65, .8)))
    else:
        seen.add("d:none")
    return seen


def ask(rows):
    """Lexicon and encoder about (side, english, korean, cue): (probability, partner, cosines)."""
    lines = []
    for side, english, korean, cue in rows:
        text = korean if side == "k" else english
        start, end = (len(text[:at].encode()) for at in region(side, text, cue))
        cells = [english, korean, side, str(start), str(end), without(side, text, cue)]
        lines.append("\t".join(re.sub(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", c) for c in cells))
    run = subprocess.run([f"{ROOT}/target/release/daejo-lab", "negation-features"], input="\n".join(lines) + "\n",
                         capture_output=True, text=True, check=True)
    answers = [line.split("\t") for line in run.stdout.split("\n")[:-1]]
    assert len(answers) == len(rows), (len(answers), len(rows))
    return [(float(p), word, (float(a), float(b))) for p, _, word, a, b in answers]


END = r"(?=[.!\"”」》]*$)"
FINAL = [(rf"([가-힣])(?:했|하였)(다|습니다|음){END}", r"\1하지 않았\2"), (rf"([가-힣])(?:되었|됐)(다|습니다){END}", r"\1되지 않았\2"),
         (rf"([가-힣])한다{END}", r"\1하지 않는다"), (rf"([가-힣])합니다{END}", r"\1하지 않습니다"), (rf"([가-힣])된다{END}", r"\1되지 않는다"),
         (rf"([가-힣])됩니다{END}", r"\1되지 않습니다"), (rf"고 ?있(다|습니다){END}", r"고 있지 않\1"),
         (rf"([가-힣])(?:었|았)(다|습니다|어|어요|아요){END}", r"\1지 않았\2")]
LINKED = [(r"([가-힣])하고(?= )", r"\1하지 않고"), (r"([가-힣])하며(?= )", r"\1하지 않으며"), (r"([가-힣])하여(?= )", r"\1하지 않아"),
          (r"([가-힣])되고(?= )", r"\1되지 않고"), (r"([가-힣])하면(?= )", r"\1하지 않으면"), (r"([가-힣])(?:했|하였)지만", r"\1하지 않았지만")]
MODIFYING = [(r"([가-힣])하는(?= )", r"\1하지 않는"), (r"([가-힣])된(?= )", r"\1되지 않은"), (r"([가-힣])되는(?= )", r"\1되지 않는"),
             (r"([가-힣])했던(?= )", r"\1하지 않았던"), (r"([가-힣])할(?= )", r"\1하지 않을")]
VERB = re.compile(r"\b(?:is|are|was|were|will|would|can|could|should|shall|has|have|had|may|must)\b(?! not|n)")


def plant_korean(text, rng):
    group = rng.choice([FINAL, FINAL, FINAL, LINKED, MODIFYING])
    for pattern, new in rng.sample(group, len(group)):
        if re.search(pattern, text):
            return re.sub(pattern, new, text, count=1)
    return None


def plant_english(text, rng):
    places = list(VERB.finditer(text))
    if not places:
        return None
    m = rng.choice(places)
    return text[:m.end()] + " not" + text[m.end():]


def pool(shared):
    run = subprocess.Popen(["zstdcat", f"{shared}/pool/train.tsv.zst"], stdout=subprocess.PIPE)
    for line in run.stdout:
        cells = line.decode().rstrip("\n").split("\t")
        if len(cells) == 3:
            yield cells


def instances(shared):
    """(side, is a slip, english, korean, readings, negation, weight)."""
    rng = random.Random(1)
    rows = []

    def add(side, slip, english, korean, cues, weight, e=None, k=None):
        e, k = e or read("en", english), k or read("ko", korean)
        if surplus(e, k) == side:
            for cue in cues(e.cues, k.cues):
                rows.append((side, slip, english, korean, e, k, cue, weight))

    for english, korean, source in pool(shared):
        if source not in PERMISSIVE or rng.random() > RATE.get(source, 1) or len(english) > 600:
            continue
        if source == "tatoeba" and rng.random() < .3:
            continue
        english, korean = fold(english), fold(korean)
        e, k = read("en", english), read("ko", korean)
        if surplus(e, k) == "k":
            add("k", 0, english, korean, lambda _, k: k, 1 / len(k.cues), e, k)
        elif surplus(e, k) == "e":
            add("e", 0, english, korean, lambda e, _: e, 1 / len(e.cues), e, k)
        else:
            if e.cues and k.cues and rng.random() < .4:
                add("k", 1, without("e", english, rng.choice(e.cues)), korean, lambda _, k: k, .6 / len(k.cues), None, k)
            elif e.cues and k.cues and rng.random() < .6:
                add("e", 1, english, without("k", korean, rng.choice(k.cues)), lambda e, _: e, .6 / len(e.cues), e, None)
            if rng.random() < .15:
                planted = plant_korean(korean, rng)
                if planted:
                    add("k", 1, english, planted, lambda _, k2: [c for c in k2 if c[0] not in {x[0] for x in k.cues}][:1], 1, e)
            if rng.random() < .1:
                planted = plant_english(english, rng)
                if planted:
                    add("e", 1, planted, korean, lambda e2, _: [c for c in e2 if c[0] not in {x[0] for x in e.cues}][:1], 1, None, k)
    return rows


def learn(data, rounds=8, rate=.2, rarest=15):
    count = collections.Counter(f for _, seen, _ in data for f in seen)
    data = [(y, sorted(f for f in seen if count[f] >= rarest), w) for y, seen, w in data]
    slips = sum(w for y, _, w in data if y)
    faithful = sum(w for y, _, w in data if not y)
    weight, norm, bias = collections.defaultdict(float), collections.defaultdict(lambda: .1), 0.
    rng = random.Random(2)
    for _ in range(rounds):
        rng.shuffle(data)
        for y, seen, w in data:
            # Both classes weigh the same.
            w *= (1 / slips if y else 1 / faithful) * (slips + faithful) / 2
            z = bias + sum(weight[f] for f in seen)
            error = (1 / (1 + math.exp(-max(-30, min(30, z)))) - y) * w
            bias -= .01 * error
            for f in seen:
                slope = error + .002 * weight[f]
                norm[f] += slope * slope
                new = weight[f] - rate * slope / math.sqrt(norm[f])
                weight[f] = min(0., new) if f.startswith(("soft", "partner", "governed")) else new
    return bias, {f: w for f, w in weight.items() if abs(w) > .02}


def main():
    rows = instances(sys.argv[1])
    answers = ask([(side, english, korean, cue) for side, _, english, korean, _, _, cue, _ in rows])
    rng = random.Random(3)
    print("# Weights of the features by which a slip of negation is told from a free translation: the side that has a\n"
          "# negation too many (e English, k Korean), the feature, its weight. Written by scripts/negation/train.py.")
    print("side\tfeature\tweight\tsource")
    for side in "ke":
        data = []
        for (s, slip, english, korean, e, k, cue, w), (prob, partner, cosines) in zip(rows, answers):
            if s == side:
                cosines = None if rng.random() < .2 else cosines
                data.append((slip, features(side, english, korean, e, k, cue, (prob, partner, cosines)), w))
        bias, weights = learn(data)
        print(f"{len(data)} {side}, {sum(d[0] for d in data)} of them slips, {len(weights)} weights", file=sys.stderr)
        print(f"{side}\tbias\t{bias:.3f}\ttrained")
        for feature, weight in sorted(weights.items()):
            print(f"{side}\t{feature}\t{weight:.2f}\ttrained")


if __name__ == "__main__":
    main()
