"""Examples do what they say: those of the package, and those of the manual."""

import doctest
import inspect
from pathlib import Path

import pytest

import daejo

ROOT = Path(__file__).parents[3]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def run(test):
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    told = []
    runner.run(test, out=told.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(told)
    return len(test.examples)


def test_the_examples_of_the_package():
    finder = doctest.DocTestFinder()
    run_examples = 0
    for name in ["", *daejo.__all__]:
        thing = getattr(daejo, name) if name else daejo
        if isinstance(thing, str):
            continue
        tests = [finder._parser.get_doctest(thing.__doc__ or "", {"daejo": daejo}, name, None, 0)]
        if inspect.isclass(thing):
            tests += finder.find(thing, name, module=False, globs={"daejo": daejo})
        run_examples += sum(run(test) for test in tests)
    assert run_examples > 10


@pytest.mark.parametrize("page", ["python.md"])
def test_the_examples_of_the_manual(page, tmp_path, monkeypatch):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    blocks = text.split("```python\n")[1:]
    code = "\n".join(block.split("```")[0] for block in blocks)
    monkeypatch.chdir(tmp_path)
    for half in ("en", "ko"):
        note = ROOT / "corpora" / "polish-note-1957" / f"note.{half}.txt"
        (tmp_path / note.name).write_bytes(note.read_bytes())
    test = doctest.DocTestParser().get_doctest(code, {}, page, page, 0)
    assert run(test) > 10


def test_every_name_is_in_the_stubs():
    stubs = (Path(daejo.__file__).parent / "_daejo.pyi").read_text(encoding="utf-8")
    assert (Path(daejo.__file__).parent / "py.typed").exists()
    for name in daejo.__all__:
        assert f"class {name}" in stubs or f"def {name}(" in stubs or f"{name}: " in stubs, name
        thing = getattr(daejo, name)
        if not inspect.isclass(thing):
            continue
        body = stubs.split(f"class {name}")[1].split("\n@final")[0]
        for member in vars(thing):
            if not member.startswith("_"):
                assert f"{member}:" in body or f"def {member}(" in body, f"{name}.{member}"
