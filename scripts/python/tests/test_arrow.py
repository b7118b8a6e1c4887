"""Record batches and tables: a row a document in, a row a bead or finding out."""

import pyarrow as pa
import pytest

import daejo

DOCUMENTS = {
    "id": ["a", "b", "c"],
    "source": ["He left. It rained.", "They met on 3 May 1957.", "Nobody came."],
    "target": ["그는 떠났다. 비가 왔다.", "그들은 1957년 5월 4일 만났다.", "아무도 오지 않았다."],
}


def batch(kind=pa.string(), **columns):
    columns = {**DOCUMENTS, **columns}
    return pa.record_batch({name: pa.array(values, kind) for name, values in columns.items()})


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_beads_come_a_row_each_with_their_document_and_what_is_kept(kind):
    beads = daejo.Aligner().align(batch(kind), keep=["id"])
    assert isinstance(beads, pa.RecordBatch)
    assert beads["document"].to_pylist() == [0, 0, 1, 2]
    assert beads["id"].to_pylist() == ["a", "a", "b", "c"]
    assert beads["source"].to_pylist()[:2] == ["He left.", "It rained."]
    assert beads["target"].to_pylist()[2] == "그들은 1957년 5월 4일 만났다."
    assert beads.schema.names == [
        "document", "id", "bead", "source", "target", "score",
        "source_segments", "target_segments", "source_line", "target_line", "error",
    ]  # fmt: skip
    for name, kind in (("document", pa.int64()), ("score", pa.float64()), ("source", pa.string())):
        assert beads.schema.field(name).type == kind, "Spark takes it as it is"


def test_a_batch_says_what_single_documents_say_whatever_the_threads():
    many = batch(**{name: values * 50 for name, values in DOCUMENTS.items()})
    beads = [daejo.Aligner(jobs=jobs).align(many) for jobs in (1, 3)]
    assert beads[0].equals(beads[1])
    single = [
        (bead.source_text, bead.target_text, bead.score)
        for source, target in zip(DOCUMENTS["source"], DOCUMENTS["target"])
        for bead in daejo.align(source, target)
    ]
    rows = zip(*(beads[0][name].to_pylist() for name in ("source", "target", "score")))
    assert list(rows) == single * 50


def test_a_table_gives_a_table_whose_documents_are_counted_on():
    table = pa.Table.from_batches([batch(), batch()])
    beads = daejo.align(table)
    assert isinstance(beads, pa.Table)
    assert beads["document"].to_pylist() == [0, 0, 1, 2, 3, 3, 4, 5]
    none = daejo.align(table.slice(0, 0))
    assert (none.num_rows, none.schema) == (0, beads.schema)


def test_a_slice_and_any_arrow_library_is_read_where_it_is():
    class Other:
        def __init__(self, batch):
            self.batch = batch

        def __arrow_c_array__(self, requested_schema=None):
            return self.batch.__arrow_c_array__(requested_schema)

    beads = daejo.align(Other(batch().slice(1, 1)))
    assert beads["source"].to_pylist() == ["They met on 3 May 1957."]


def test_findings_come_a_row_each():
    found = daejo.Checker(rules=["date"]).check(batch(), keep=["id"])
    assert found.num_rows == 1
    row = found.to_pylist()[0]
    assert (row["document"], row["id"], row["rule"], row["bead"]) == (1, "b", "date", 0)
    assert (row["source"], row["target"], row["error"]) == ("3", "4일", None)


def test_documents_in_both_languages_stand_in_one_column():
    both = pa.record_batch({"page": ["He left the city.\n그는 도시를 떠났다.\n"], "n": [7]})
    assert daejo.align(both, columns=["page"], keep=["n"]).to_pylist()[0]["n"] == 7
    parts = daejo.detect(both, columns=["page"])
    assert parts["kind"].to_pylist() == ["source", "target"]
    segments = daejo.segment(both, columns=["page"])
    assert segments["half"].to_pylist() == ["source", "target"]


def test_a_document_that_cannot_be_aligned_is_named_or_a_row():
    bad = batch(source=["He left.", None, "  "])
    with pytest.raises(daejo.Error, match="row 1: source: is null") as told:
        daejo.align(bad)
    assert (told.value.row, told.value.path) == (1, "source")
    beads = daejo.align(bad, errors="row", keep=["id"])
    assert beads["id"].to_pylist()[-2:] == ["b", "c"]
    assert beads["bead"].to_pylist()[-2:] == [None, None]
    assert "source is empty" in beads["error"].to_pylist()[-1]


def test_a_document_without_its_other_half_is_none_in_both_languages():
    half = batch(source=["He left.\n그는 떠났다.", *DOCUMENTS["source"][1:]], target=[None, *DOCUMENTS["target"][1:]])
    with pytest.raises(daejo.Error, match="row 0: target: is null"):
        daejo.align(half)
    beads = daejo.align(half, errors="row")
    assert beads["error"].to_pylist() == ["target: is null", None, None]


@pytest.mark.parametrize(
    ("given", "options", "kind", "words"),
    [
        (pa.record_batch({"a": ["x"]}), {}, KeyError, "source and target, or text"),
        (batch(), {"columns": ["src", "tgt"]}, KeyError, "src"),
        (batch(), {"columns": []}, ValueError, "columns are two"),
        (batch(), {"keep": ["nothing"]}, KeyError, "nothing"),
        (batch(), {"keep": ["source"]}, ValueError, "a column source"),
        (batch(), {"errors": "hide"}, ValueError, "raise, row"),
        (pa.record_batch({"source": [1], "target": [2]}), {}, TypeError, "int64|Int64"),
    ],
)
def test_columns_that_do_not_fit_are_told(given, options, kind, words):
    with pytest.raises(kind, match=words):
        daejo.align(given, **options)


def test_pairs_are_judged_in_place():
    beads = daejo.align(batch(source=["He left. Redis", "They met on 3 May 1957.", "Nobody came."],
                              target=["그는 떠났다. Redis", *DOCUMENTS["target"][1:]]))  # fmt: skip
    judged = daejo.Filter(min_score=0).judge(beads)
    assert judged.num_rows == beads.num_rows
    assert judged["filter"].to_pylist()[1:] == ["identical", None, None]
    assert [len(bands) for bands in judged["bands"].to_pylist()[2:]] == [12, 12]
    same = daejo.Filter(number_blind=True).judge(
        pa.record_batch({"source": ["On 3 May.", "On 14 May!"], "target": ["5월 3일.", "5월 14일!"],
                         "score": [1.0, 1.0]})  # fmt: skip
    )
    first, second = same.to_pylist()
    assert first["folded"] == second["folded"] and first["exact"] != second["exact"]


def test_the_print_of_an_original_that_is_too_short_for_boilerplate_is_nought():
    pairs = pa.record_batch({"source": ["He left.", "He left the city on that very day."],
                             "target": ["그는 떠났다.", "그는 바로 그날 도시를 떠났다."], "score": [1.0, 1.0]})  # fmt: skip
    short, long = daejo.Filter(boilerplate_chars=20).judge(pairs)["original"].to_pylist()
    assert short == 0 and long != 0


def test_the_row_of_an_error_is_counted_over_the_batches_of_a_table():
    table = pa.Table.from_batches([batch(), batch(target=[DOCUMENTS["target"][0], None, DOCUMENTS["target"][2]])])
    with pytest.raises(daejo.Error) as told:
        daejo.align(table)
    assert told.value.row == 4


@pytest.mark.parametrize("kind", [daejo.Aligner, daejo.Checker, daejo.Filter])
def test_no_threads_are_refused(kind):
    with pytest.raises(ValueError, match="jobs is a number from 1 on"):
        kind(jobs=0)


def test_an_option_that_is_none_is_as_good_as_none():
    assert daejo.Filter(max_ratio=None, filters=None).settings == daejo.Filter().settings
