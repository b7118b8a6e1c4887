"""Documents as texts, lists, bytes and files."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import daejo

ENGLISH = "He left on 3 May 1957.\nIt rained in the city. Nobody came.\n"
KOREAN = "그는 1957년 5월 4일 떠났다.\n도시에는 비가 왔다. 아무도 오지 않았다.\n"
NOTE = Path(__file__).parents[3] / "corpora" / "polish-note-1957"


def texts(alignment):
    return [(bead.source_text, bead.target_text) for bead in alignment]


PAIRS = [
    ("He left on 3 May 1957.", "그는 1957년 5월 4일 떠났다."),
    ("It rained in the city.", "도시에는 비가 왔다."),
    ("Nobody came.", "아무도 오지 않았다."),
]


def test_texts_lists_bytes_and_files_give_the_same_beads(tmp_path):
    source, target = [Path(tmp_path, name) for name in ("x.en.txt", "x.ko.txt")]
    source.write_text(ENGLISH, encoding="utf-8")
    target.write_text(KOREAN, encoding="cp949")
    lists = [[pair[side] for pair in PAIRS] for side in (0, 1)]
    assert texts(daejo.align(ENGLISH, KOREAN)) == PAIRS
    assert texts(daejo.align(*lists)) == PAIRS
    assert texts(daejo.align(ENGLISH.encode(), KOREAN.encode("utf-16"))) == PAIRS
    assert texts(daejo.align(source, target)) == PAIRS
    assert texts(daejo.align(ENGLISH, target)) == PAIRS


def test_a_document_in_both_languages_is_taken_apart():
    both = "".join(f"{source}\n{target}\n\n" for source, target in PAIRS)
    assert texts(daejo.align(both)) == PAIRS
    kinds = [part.kind for part in daejo.detect(both)]
    assert kinds == ["source", "target"] * 3


def test_what_is_blank_in_a_list_ends_a_paragraph_and_lines_are_no_segments():
    alignment = daejo.align(["One\nline.", "", "Two."], ["한\n줄.", "둘."])
    assert [segment.text for segment in alignment.source] == ["One line.", "Two."]
    assert [segment.paragraph for segment in alignment.source] == [0, 1]


def test_offsets_are_of_characters_and_of_bytes():
    source, target = "“Naïve”, he said.  It rained.", "“순진하다”고 그는 말했다.  비가 왔다."
    bitext = daejo.segment(source, target)
    for text, segments in ((source, bitext.source), (target, bitext.target)):
        for segment in segments:
            assert text[slice(*segment.chars)] == segment.text
            assert text.encode()[slice(*segment.span)].decode() == segment.text
    report = daejo.check(ENGLISH, KOREAN, rules=["date"])
    assert KOREAN[slice(*report[0].target.chars)] == report[0].target.text == "4일"
    assert (report[0].source.line, report[0].target.line) == (1, 1)


def test_beads_segments_and_findings_are_those_of_the_program_in_json():
    alignment = daejo.align(NOTE / "note.en.txt", NOTE / "note.ko.txt")
    told = json.loads(alignment.to_json())
    assert [bead.source for bead in alignment] == [bead["source"] for bead in told["beads"]]
    assert [bead.score for bead in alignment] == [bead["score"] for bead in told["beads"]]
    assert [s.text for s in alignment.target] == [s["text"] for s in told["segments"]["target"]]
    report = daejo.check(NOTE / "note.en.txt", NOTE / "note.ko.txt")
    told = json.loads(report.to_json())
    assert [finding.id for finding in report] == [finding["id"] for finding in told["findings"]]
    assert len(report) > 10
    assert (told["version"], told["hidden"]) == (1, report.hidden)


def test_rules_severities_and_confidences_are_chosen():
    every = daejo.check(ENGLISH, KOREAN)
    assert [finding.rule for finding in every] == ["date"]
    assert len(daejo.check(ENGLISH, KOREAN, no_rules=["date"])) == 0
    assert len(daejo.check(ENGLISH, KOREAN, min_confidence=1.0)) == 0
    assert daejo.Checker(rules=["number"], year=1957).check(ENGLISH, KOREAN).findings == ()


def test_a_bilingual_file_comes_aligned(tmp_path):
    path = tmp_path / "memory.tsv"
    path.write_text("en\tko\nHe left.\t그는 떠났다.\nIt rained.\t비가 왔다.\n", encoding="utf-8")
    assert texts(daejo.align(path)) == [("He left.", "그는 떠났다."), ("It rained.", "비가 왔다.")]
    with pytest.raises(daejo.Error, match="give it alone"):
        daejo.align(path, "그는 떠났다.")


def test_another_language_without_encoder_is_told():
    alignment = daejo.align("Er ging. Es regnete.", "그는 떠났다. 비가 왔다.", source_lang="de")
    assert any("encoder" in warning for warning in alignment.warnings)


def test_python_goes_on_while_a_document_is_aligned():
    english, korean = ENGLISH * 300, KOREAN * 300
    done = threading.Event()
    counted = 0

    def work():
        daejo.align(english, korean, jobs=1)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.wait(0.001):
        counted += 1
    thread.join()
    assert counted > 10


def test_threads_share_an_aligner_and_a_fork_starts_its_own():
    aligner = daejo.Aligner(jobs=2)
    with ThreadPoolExecutor(4) as pool:
        many = pool.map(lambda _: texts(aligner.align(ENGLISH, KOREAN)), range(20))
    assert all(found == PAIRS for found in many)
    import os

    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    child = os.fork()
    if child == 0:
        os._exit(0 if texts(aligner.align(ENGLISH, KOREAN)) == PAIRS else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
