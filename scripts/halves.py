#!/usr/bin/env python3
"""Measure language separation (daejo detect) on documents made for the purpose.

  scripts/halves.py GOLD_DIR [--detect CMD] [--keep DIR] [--show N] [--only LAYOUT] [--set NAME]

GOLD_DIR holds NAME.en.raw.txt and NAME.ko.raw.txt, paragraphs of the two halves in the same order.
Each document is laid out in every layout with every set of invented page furniture, and the kind of
every line is compared with what it was made from. Sets marked `held out` were invented to
avoid the phrases of corpora/tables/furniture.tsv, the last four of them after the weights were set:
look at their figures first.

CMD is called with a batch of files and prints, for each, one line of JSON: the list that
`detect --format json` prints. Default: a release build of this crate, one call a file.
"""
import argparse, collections, json, pathlib, subprocess, sys, tempfile, textwrap, unicodedata

# Furniture: (name, held out, head, middle, tail). {title}, {ko_title}: the document's first lines.
SETS = [
    ("none", False, [], [], []),
    ("archive", False,
     ["Skip to content", "", "January 3, 1956", "", "{title}", "",
      "This document was made possible with support from the Harbour Trust"], [],
     ["Document Information", "", "State Archive, Fond 12, Opis 3. Obtained by Anna Nowak and translated by Peter Hill.", "",
      "Original Uploaded Date", "", "", "Record ID", "", "The Harbour Trust"]),
    ("korean-site", False,
     ["본문 바로가기", "홈 > 자료실 > 문서", "목록  인쇄  공유", "등록일 2011.03.02  조회수 152", ""], [],
     ["", "이전글 | 다음글", "목록", "저작권자 ⓒ 기록연구소, 무단 전재 및 재배포 금지", "개인정보처리방침 | 이용약관"]),
    ("news", False,
     ["Home | World | Opinion | Sports", "Subscribe | Log in", "", "By Our Correspondent", "Updated on 3 May 2009", ""],
     ["", "Advertisement", ""],
     ["", "Related stories", "Five things to know about the summit", "How the treaty was won", "",
      "© 2009 The Daily Courier. All rights reserved.", "Terms of Use   Privacy Policy"]),
    # Held out.
    ("museum", True,
     ["Ridgemont Museum of Diplomacy", "Galleries   Exhibits   Visit   Shop", "", "Exhibit Room 4B", "Case 17", ""],
     [],
     ["", "Plan your visit", "Open daily 10–17, closed on Mondays", "",
      "Gift of the Lindqvist family, 1988. Conservation by the Ridgemont laboratory with help from volunteers.", "",
      "Did you enjoy this exhibit?", "Tell a friend"]),
    ("course", True,
     ["HIST 342: Cold War in East Asia", "Prof. Marlowe", "Week 6 reading", "", "{title}", ""],
     ["", "Questions to discuss in class", ""],
     ["", "Week 5", "Week 7", "Office hours: Tuesday 14–16", "Assignments are due on Friday at noon."]),
    ("blog-ko", True,
     ["아침노을의 서재", "전체 글 보기 (214)", "번역 연습 > 역사", "", "아침노을 · 2013. 8. 9. 22:41", ""],
     [],
     ["", "♡ 12   댓글 3", "태그: 역사, 번역, 북한", "아침노을의 서재를 이웃으로 추가하고 새 글을 받아보세요.",
      "재미있게 읽으셨다면 하트를 눌러 주세요!"]),
    ("mixed", True,
     ["KoreaDocs Portal", "ENG  한국어  РУС", "Welcome, guest", "오늘의 기록", "", "{title}", ""],
     ["", "▼ 우리말 옮김", ""],
     ["", "Report a mistake in this text", "오역 신고", "", "Portal run by the Friends of Korean Studies, Lund",
      "한국학의 벗 · 룬드"]),
    ("summary", True,
     ["Volume II, Item 45", "", "Officials review last year's results and set out what remains to be done, with remarks on neighbours and allies.", ""],
     [],
     ["", "Item 44", "Item 46", "", "Typed by R. Osei from the carbon copy; spelling left as found by the team in Accra.",
      "Best viewed at 1024 × 768"]),
    # Written after the weights were set, and not tuned on.
    ("journal", True,
     ["Quarterly of Divided Nations 14:2", "pp. 211–238", "", "Primary Source Appendix C", ""],
     ["", "[Appendix C continued]", ""],
     ["", "Quarterly of Divided Nations 14:2", "Submissions are refereed by two readers. Manuscripts should follow the house style.",
      "Back issues: 40 francs"]),
    ("forum", True,
     ["EastAsiaBoard » History » Translations", "Thread started by kestrel_77", "14 replies", "", "Re: {title}", ""],
     [],
     ["", "kestrel_77", "Senior member", "Joined: 2006", "Thanks for the hard work, looking forward to the rest!", "Quote | Reply"]),
    ("cafe-ko", True,
     ["한반도 역사 모임", "우리 모임 가입하기", "", "회원들의 글방", "글쓴이 늘푸른솔", "읽은 사람 87", ""],
     ["", "--- 아래는 우리말 번역 ---", ""],
     ["", "늘푸른솔님의 다른 글", "답글 달기", "좋은 글 잘 읽었습니다. 다음 편도 기다릴게요.", "모임지기에게 쪽지 보내기"]),
    ("ministry", True,
     ["Ministry of Records, Republic of Altenia", "Reading Room Online Service", "", "Reference: MR/1957/0042", "Held at: Strong Room 3", ""],
     [],
     ["", "Reading Room Online Service", "The Ministry accepts no liability for errors in this transcription.", "Opening hours", "Staff vacancies", "Altenia.example"]),
]


def paragraphs(path):
    blocks = [" ".join(b.split()) for b in path.read_text("utf-8").split("\n\n")]
    return [b for b in blocks if b]


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text, columns):
    lines, line = [], ""
    for word in text.split():
        if line and width(line) + 1 + width(word) > columns:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return lines + [line]


def blank(lines):
    """Lines with a blank one after each."""
    return [x for line in lines for x in (line, ("", "-"))]


def block(first, second, a, b):
    return blank([(p, a) for p in first]), blank([(p, b) for p in second])


def layouts(en, ko):
    pairs = list(zip(en, ko))
    e, k = block(en, ko, "E", "K")
    yield "block en-ko", e, k
    yield "block ko-en", k, e
    yield "paragraphs in turn", [], [x for p, q in pairs for x in blank([(p, "E"), (q, "K")])]
    yield "paragraphs in turn, ko first", [], [x for p, q in pairs for x in blank([(q, "K"), (p, "E")])]
    yield "lines in turn", [], [x for p, q in pairs for x in [(p, "E"), (q, "K")]]
    yield "tab", [], [(f"{p}\t{q}", "EK") for p, q in pairs]
    yield "pipe", [], [(f"{i} | {q} | {p}", "KE") for i, (p, q) in enumerate(pairs, 1)]
    yield "slash", [], [(f"{p} / {q}", "EK") for p, q in pairs]
    yield "dash", [], [(f"{q} — {p}", "KE") for p, q in pairs]
    columns = []
    for p, q in pairs:
        left, right = wrap(p, 44), wrap(q, 34)
        for i in range(max(len(left), len(right))):
            l, r = (left[i] if i < len(left) else ""), (right[i] if i < len(right) else "")
            label = ("E" if l else "") + ("K" if r else "")
            columns.append(((l + " " * (48 - width(l)) + r).rstrip(), label))
        columns.append(("", "-"))
    yield "columns", [], columns
    hard = lambda ps, label: [x for p in ps for x in [(l, label) for l in wrap(p, 72)] + [("", "-")]]
    yield "wrapped en-ko", hard(en, "E"), hard(ko, "K")
    yield "wrapped, in turn", [], [x for p, q in pairs for x in hard([p], "E") + hard([q], "K")]
    half = len(pairs) // 2
    if half > 1:
        a, b = block(en[:half], ko[:half], "E", "K")
        c, d = block(en[half:], ko[half:], "E", "K")
        yield "two sections", a + b, c + d


def documents(gold, only, only_set):
    for path in sorted(gold.glob("*.en.raw.txt")):
        name = path.name.removesuffix(".en.raw.txt")
        en, ko = paragraphs(path), paragraphs(gold / f"{name}.ko.raw.txt")
        for layout, before, after in layouts(en, ko):
            if len(en) != len(ko) and not layout.endswith(("en-ko", "ko-en")):
                continue
            if only and layout != only:
                continue
            for set_name, held, head, middle, tail in SETS:
                if only_set and set_name != only_set:
                    continue
                fill = lambda lines: [(l.format(title=en[0][:150], ko_title=ko[0][:80]), "F" if l else "-") for l in lines]
                parts = fill(head) + before + (fill(middle) if before else []) + after + fill(tail)
                yield name, layout, set_name, held, parts


# Cells without letters, such as the numbers of rows, are in neither half.
KIND = {"source": "E", "target": "K", "furniture": "F", "unknown": ""}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("--detect", help="command that takes files and prints a line of JSON for each")
    parser.add_argument("--keep", type=pathlib.Path, help="folder to leave the documents in")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong lines a layout and set")
    parser.add_argument("--only", help="one layout")
    parser.add_argument("--set", help="one set of furniture")
    args = parser.parse_args()
    folder = args.keep or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for i, (name, layout, set_name, held, parts) in enumerate(documents(args.gold, args.only, args.set)):
        path = folder / f"{i:04}.txt"
        path.write_text("\n".join(text for text, _ in parts) + "\n", "utf-8")
        made.append((path, name, layout, set_name, held, parts))
    if args.detect:
        output = subprocess.run(args.detect.split() + [str(m[0]) for m in made], capture_output=True, text=True, check=True)
        answers = [json.loads(line) for line in output.stdout.splitlines()]
    else:
        command = ["cargo", "run", "--quiet", "--release", "--", "detect", "--format", "json"]
        answers = [json.loads(subprocess.run(command + [str(m[0])], capture_output=True, text=True).stdout or '"failed"') for m in made]
    right, total = collections.Counter(), collections.Counter()
    confusion = collections.Counter()
    by_confidence = collections.defaultdict(lambda: [0, 0])
    documents_right = collections.Counter()
    documents_total = collections.Counter()
    shown = collections.Counter()
    for (path, name, layout, set_name, held, parts), answer in zip(made, answers):
        key = set_name + (" (held out)" if held else "")
        if isinstance(answer, str):
            print(f"{path} {name} {layout} {key}: {answer}")
            answer = []
        found, sure = collections.defaultdict(str), {}
        for part in answer:
            found[part["line"]] += KIND[part["kind"]]
            sure[part["line"]] = min(part["confidence"], sure.get(part["line"], 1.0))
        reasons = {part["line"]: part["reason"] for part in answer}
        wrong = 0
        for number, (text, label) in enumerate(parts, 1):
            if not text.strip():
                continue
            good = found[number] == label
            wrong += not good
            for group in [("layout", layout), ("set", key), ("document", name), ("all", "held out" if held else "known"), ("label", label)]:
                total[group] += 1
                right[group] += good
            if not good:
                confusion[label, found[number]] += 1
                if shown[layout, key] < args.show:
                    shown[layout, key] += 1
                    print(f"{path.name} {name} [{layout}; {key}] {number}: {label} as {found[number] or 'nothing'} "
                          f"{sure.get(number, 0):.2f} {text[:90]!r} ({reasons.get(number)})")
            if number in sure:
                bucket = by_confidence[min(int(sure[number] * 10), 9)]
                bucket[0] += good
                bucket[1] += 1
        documents_total[layout] += 1
        documents_right[layout] += not wrong
    for group in sorted(total, key=lambda g: (g[0], total[g] and right[g] / total[g])):
        extra = f", {documents_right[group[1]]}/{documents_total[group[1]]} documents without a slip" if group[0] == "layout" else ""
        print(f"{group[0]:9} {group[1]:32} {100 * right[group] / total[group]:6.2f} %  {total[group]} lines{extra}")
    print("confusions", dict(confusion.most_common()))
    for bucket, (good, all_) in sorted(by_confidence.items()):
        print(f"confidence {bucket / 10:.1f}–{bucket / 10 + .1:.1f}: {100 * good / all_:6.2f} % of {all_}")


if __name__ == "__main__":
    main()
