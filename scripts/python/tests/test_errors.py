"""What goes wrong is told with the file and the place."""

from pathlib import Path

import pytest

import daejo


def test_a_missing_file_is_one_for_python_too():
    with pytest.raises(FileNotFoundError) as told:
        daejo.align(Path("nowhere.txt"))
    assert told.value.filename == "nowhere.txt"


def test_bytes_that_are_no_text_are_told_with_line_and_column(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes("He left.\n".encode() * 40 + "그는 ".encode() + b"\xff" + " 떠났다.\n".encode() * 40)
    with pytest.raises(daejo.Error) as told:
        daejo.align(path)
    error = told.value
    assert (error.path, error.line, error.column, error.row) == (str(path), 41, 4, None)
    assert "lossy=True" in str(error)
    assert isinstance(error, ValueError)
    assert any("�" in warning for warning in daejo.align(path, lossy=True).warnings)


def test_a_unit_that_cannot_be_read_is_told_with_its_line(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"en": "He left.", "ko": "그는 떠났다."}\n{"en": \n', encoding="utf-8")
    with pytest.raises(daejo.Error) as told:
        daejo.align(path)
    assert (told.value.path, told.value.line) == (str(path), 2)


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("", "그는 떠났다.", "source is empty"),
        ("He left.", "It rained.", "no ko text in target"),
        ("He left.", None, "no ko text in source"),
        (["He left."], "그는 떠났다.", "both halves as lists"),
        (["He left."], None, "both halves as lists"),
    ],
)
def test_what_makes_no_document_is_refused(source, target, words):
    with pytest.raises(daejo.Error, match=words):
        daejo.align(source, target)


@pytest.mark.parametrize(
    ("wrong", "kind", "words"),
    [
        (lambda: daejo.align(3), TypeError, "a document is"),
        (lambda: daejo.align([3], ["셋"]), TypeError, "a document is"),
        (lambda: daejo.Aligner(job=1), TypeError, "no option job"),
        (lambda: daejo.Aligner(jobs=0), ValueError, "from 1 on"),
        (lambda: daejo.Aligner(jobs="two"), TypeError, "jobs"),
        (lambda: daejo.Aligner(source_lang="ko"), ValueError, "two different"),
        (lambda: daejo.Aligner(source_lang="Klingon!"), ValueError, "no language tag|not a language tag"),
        (lambda: daejo.Aligner(format="wordstar"), ValueError, "format is one of"),
        (lambda: daejo.Aligner(furniture="some"), ValueError, "auto, none"),
        (lambda: daejo.Checker(rules=["dates"]), ValueError, "no rule"),
        (lambda: daejo.Checker(min_confidence=2), ValueError, "from 0 to 1"),
        (lambda: daejo.Checker(glossaries=["none.tsv"]), FileNotFoundError, "none.tsv"),
        (lambda: daejo.Filter(min_scores=1), TypeError, "min_scores"),
        (lambda: daejo.Filter(min_score=7), ValueError, "from 0 to 1"),
        (lambda: daejo.align("a", "b", keep=["id"]), TypeError, "no option keep"),
        (lambda: daejo.sentences("He left.", "?"), ValueError, "language tag"),
    ],
)
def test_what_was_asked_wrongly_is_told(wrong, kind, words):
    with pytest.raises(kind, match=words):
        wrong()
