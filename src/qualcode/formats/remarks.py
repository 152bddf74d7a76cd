"""The sentences a report says about a document that is more than text, as those of .docx do, and what else is left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualcode.formats.bundle import Report
from qualcode.formats.docx.report import report_remarks as report_common
from qualcode.messages import plural


def report_remarks(report: Report, remarks: Counter[str], text: str, original: bool) -> None:
    """Add the findings for a ``text``, of which ``remarks`` counts what is worth a sentence: read, changed, not carried."""
    report_common(report, remarks, text, original)
    if many := remarks["broken character"]:
        report.add(
            "changed", plural("{n} broken character became U+FFFD.", "{n} broken characters became U+FFFD.", many)
        )
    for sentence in _left_behind(remarks):
        report.add("not carried", sentence)


def _left_behind(remarks: Counter[str]) -> Iterator[str]:
    if many := remarks["hidden text"]:
        yield plural("{n} stretch of hidden text", "{n} stretches of hidden text", many)
    if many := remarks["form field"]:
        yield plural("{n} field of a form", "{n} fields of forms", many)
    if many := remarks["recording"]:
        yield plural("{n} recording", "{n} recordings", many)
