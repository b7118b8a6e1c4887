#!/usr/bin/env bash
# Markdown that Korean writers take for bold is none: in CommonMark ** closes no emphasis between a quotation mark or
# bracket and a letter, and Korean writes its particles on to the word. So `**"말"**을` shows its asterisks, and a tool
# that takes emphasis marks off by a CommonMark parser leaves them in the Korean sentence while it takes them off the
# English one. (Fine: `**말**을`, `**"말"** 을`.)
#
# Seen with markdown-it-py 3.0.0 and mistune 3.0.2 on Python 3.11: markdown-it-py, which keeps to CommonMark, leaves
# the asterisks; mistune, which does not, makes the words bold.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check markdown-it-py==3.0.0 mdurl==0.1.2 mistune==3.0.2
"$folder/venv/bin/python" - <<'PY'
import markdown_it, mistune
commonmark, loose = markdown_it.MarkdownIt("commonmark"), mistune.create_markdown()
cases = [
    # text                      bold in CommonMark, in mistune
    ('**말**을 썼다.',              True,  True),
    ('**"말"**을 썼다.',            False, True),
    ('**말(단어)**을 썼다.',         False, True),
    ('**"말"** 을 썼다.',           True,  True),
    ('They wrote **"word"** here.', True,  True),
]
for text, strict, other in cases:
    seen = ["<strong>" in render(text) for render in (commonmark.render, loose)]
    print(f"{text:32} markdown-it-py {seen[0]!s:5}  mistune {seen[1]!s:5}")
    assert seen == [strict, other], text
print("as described")
PY
