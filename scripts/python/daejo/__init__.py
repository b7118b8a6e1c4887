"""Sets a text and its translation side by side and tells what is missing or says something else.

>>> import daejo
>>> report = daejo.check("He left on 3 May 1957.", "그는 1957년 5월 4일 떠났다.")
>>> report[0].rule
'date'
"""

from ._daejo import (
    Aligner,
    Alignment,
    Bead,
    Bitext,
    Checker,
    Error,
    Filter,
    Finding,
    Part,
    Rejection,
    Report,
    Segment,
    Words,
    __version__,
    align,
    check,
    detect,
    segment,
    sentences,
)

__all__ = [
    "Aligner",
    "Alignment",
    "Bead",
    "Bitext",
    "Checker",
    "Error",
    "Filter",
    "Finding",
    "Part",
    "Rejection",
    "Report",
    "Segment",
    "Words",
    "__version__",
    "align",
    "check",
    "detect",
    "segment",
    "sentences",
]
