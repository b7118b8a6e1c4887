import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, Protocol, TypedDict, final, overload

import pyarrow
from typing_extensions import Unpack

__version__: str

Document = str | bytes | os.PathLike[str] | Iterable[str]
"""A text, the bytes of a file, a path, or a list of segments."""

class Batch(Protocol):
    """A record batch of any library of Arrow."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[object, object]: ...

class Table(Protocol):
    """A table, or a stream of record batches, of any library of Arrow."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> object: ...

class AlignerOptions(TypedDict, total=False):
    source_lang: str
    target_lang: str
    encoder: str | os.PathLike[str] | None
    furniture: Literal["auto", "none"]
    presegmented: bool
    format: str | None
    encoding: str | None
    lossy: bool
    jobs: int | None

class CheckerOptions(AlignerOptions, total=False):
    rules: Sequence[str]
    no_rules: Sequence[str]
    min_confidence: float
    min_severity: Literal["minor", "major", "critical"]
    glossaries: Sequence[str | os.PathLike[str]]
    year: int | None

class BatchOptions(TypedDict, total=False):
    columns: Sequence[str]
    keep: Sequence[str]
    errors: Literal["raise", "row"]

class AlignerBatchOptions(AlignerOptions, BatchOptions, total=False): ...
class CheckerBatchOptions(CheckerOptions, BatchOptions, total=False): ...

class FilterOptions(TypedDict, total=False):
    source_lang: str
    target_lang: str
    jobs: int | None
    filters: Sequence[str]
    min_chars: int
    max_chars: int
    max_ratio: float
    min_language_share: float
    min_score: float
    max_markup_share: float
    boilerplate_documents: int
    boilerplate_share: float
    boilerplate_chars: int
    duplicates: Literal["corpus", "document"]
    number_blind: bool
    near_similarity: float

class Error(ValueError):
    path: str | None
    place: str | None
    line: int | None
    column: int | None
    row: int | None

@final
class Part:
    kind: Literal["source", "target", "furniture", "verbatim", "metadata", "unknown"]
    language: str | None
    text: str
    line: int | None
    span: tuple[int, int]
    confidence: float
    reason: str

@final
class Segment:
    index: int
    paragraph: int
    text: str
    line: int | None
    span: tuple[int, int]
    chars: tuple[int, int] | None

@final
class Bitext:
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    left_out: tuple[Part, ...]
    warnings: list[str]
    def to_json(self) -> str: ...

@final
class Bead:
    source: list[int]
    target: list[int]
    source_text: str
    target_text: str
    score: float
    @property
    def kind(self) -> str: ...
    @property
    def is_gap(self) -> bool: ...

@final
class Alignment:
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    beads: tuple[Bead, ...]
    warnings: list[str]
    def to_json(self) -> str: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Bead]: ...
    @overload
    def __getitem__(self, index: int) -> Bead: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Bead, ...]: ...

@final
class Words:
    text: str
    segments: list[int]
    line: int | None
    span: tuple[int, int]
    chars: tuple[int, int] | None

@final
class Finding:
    id: str
    group: str
    rule: str
    evidence: str
    issue: str
    severity: Literal["minor", "major", "critical"]
    confidence: float
    bead: int
    source: Words | None
    target: Words | None
    message: str
    suggestion: str | None

@final
class Report:
    findings: tuple[Finding, ...]
    hidden: int
    alignment: Alignment
    def to_json(self) -> str: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Finding]: ...
    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...

@final
class Rejection:
    filter: str
    reason: str

@final
class Aligner:
    def __new__(cls, **options: Unpack[AlignerOptions]) -> Aligner: ...
    @overload
    def align(self, source: Document, target: Document | None = None) -> Alignment: ...
    @overload
    def align(self, source: Batch, **options: Unpack[BatchOptions]) -> pyarrow.RecordBatch: ...
    @overload
    def align(self, source: Table, **options: Unpack[BatchOptions]) -> pyarrow.Table: ...
    @overload
    def segment(self, source: Document, target: Document | None = None) -> Bitext: ...
    @overload
    def segment(self, source: Batch, **options: Unpack[BatchOptions]) -> pyarrow.RecordBatch: ...
    @overload
    def segment(self, source: Table, **options: Unpack[BatchOptions]) -> pyarrow.Table: ...
    @overload
    def detect(self, document: Document) -> tuple[Part, ...]: ...
    @overload
    def detect(self, document: Batch, **options: Unpack[BatchOptions]) -> pyarrow.RecordBatch: ...
    @overload
    def detect(self, document: Table, **options: Unpack[BatchOptions]) -> pyarrow.Table: ...

@final
class Checker:
    def __new__(cls, **options: Unpack[CheckerOptions]) -> Checker: ...
    @overload
    def check(self, source: Document, target: Document | None = None) -> Report: ...
    @overload
    def check(self, source: Batch, **options: Unpack[BatchOptions]) -> pyarrow.RecordBatch: ...
    @overload
    def check(self, source: Table, **options: Unpack[BatchOptions]) -> pyarrow.Table: ...

@final
class Filter:
    def __new__(cls, **options: Unpack[FilterOptions]) -> Filter: ...
    @property
    def settings(self) -> str: ...
    @overload
    def judge(self, source: str, target: str, score: float | None = None) -> Rejection | None: ...
    @overload
    def judge(
        self, source: Batch, *, columns: tuple[str, str, str] | None = None
    ) -> pyarrow.RecordBatch: ...
    @overload
    def judge(self, source: Table, *, columns: tuple[str, str, str] | None = None) -> pyarrow.Table: ...

@overload
def align(
    source: Document, target: Document | None = None, **options: Unpack[AlignerOptions]
) -> Alignment: ...
@overload
def align(source: Batch, **options: Unpack[AlignerBatchOptions]) -> pyarrow.RecordBatch: ...
@overload
def align(source: Table, **options: Unpack[AlignerBatchOptions]) -> pyarrow.Table: ...
@overload
def check(
    source: Document, target: Document | None = None, **options: Unpack[CheckerOptions]
) -> Report: ...
@overload
def check(source: Batch, **options: Unpack[CheckerBatchOptions]) -> pyarrow.RecordBatch: ...
@overload
def check(source: Table, **options: Unpack[CheckerBatchOptions]) -> pyarrow.Table: ...
@overload
def segment(
    source: Document, target: Document | None = None, **options: Unpack[AlignerOptions]
) -> Bitext: ...
@overload
def segment(source: Batch, **options: Unpack[AlignerBatchOptions]) -> pyarrow.RecordBatch: ...
@overload
def segment(source: Table, **options: Unpack[AlignerBatchOptions]) -> pyarrow.Table: ...
@overload
def detect(document: Document, **options: Unpack[AlignerOptions]) -> tuple[Part, ...]: ...
@overload
def detect(document: Batch, **options: Unpack[AlignerBatchOptions]) -> pyarrow.RecordBatch: ...
@overload
def detect(document: Table, **options: Unpack[AlignerBatchOptions]) -> pyarrow.Table: ...
def sentences(paragraph: str, language: str) -> list[str]: ...
