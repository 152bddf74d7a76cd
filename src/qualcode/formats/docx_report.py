"""The sentences a report says about a Word document: what was decided for the reader, and what is not in the text."""

from __future__ import annotations

from qualcode.formats.bundle import Report
from qualcode.formats.docx_text import Body
from qualcode.messages import _, plural


def report_remarks(report: Report, body: Body, text: str, headers: int) -> None:
    """Add the findings for a body: read, changed, not carried."""
    report.add("read", plural("{n} character", "{n} characters", len(text)))
    for sentence in _changes(body):
        report.add("changed", sentence)
    for sentence in _left_behind(body, headers):
        report.add("not carried", sentence)
    if not text.strip():
        report.add("warning", _("The document holds no text. Pictures of pages must be turned into text first (OCR)."))


def _changes(body: Body) -> list[str]:
    n = body.remarks
    told = []
    if n["deletion"] or n["insertion"]:
        told.append(
            _(
                "Tracked changes were taken as accepted: insertions {insertions}, deletions {deletions}.",
                insertions=n["insertion"],
                deletions=n["deletion"],
            )
        )
    if n["unknown symbol"]:
        told.append(
            plural(
                "{n} character of a symbol font became U+FFFD.",
                "{n} characters of symbol fonts became U+FFFD.",
                n["unknown symbol"],
            )
        )
    if n["equation"]:
        told.append(
            plural(
                "{n} equation was written as a plain row of characters.",
                "{n} equations were written as plain rows of characters.",
                n["equation"],
            )
        )
    return told


def _left_behind(body: Body, headers: int) -> list[str]:
    n = body.remarks
    counted = [
        (n["comment"], plural("{n} comment", "{n} comments", n["comment"])),
        (n["footnote"], plural("{n} footnote", "{n} footnotes", n["footnote"])),
        (n["endnote"], plural("{n} endnote", "{n} endnotes", n["endnote"])),
        (headers, plural("{n} header or footer", "{n} headers and footers", headers)),
        (n["picture"], plural("{n} picture, chart or drawing", "{n} pictures, charts or drawings", n["picture"])),
        (n["inserted file"], plural("{n} inserted file", "{n} inserted files", n["inserted file"])),
        (n["phonetic guide"], plural("{n} phonetic guide", "{n} phonetic guides", n["phonetic guide"])),
        (
            n["list label"],
            plural("{n} automatic number or bullet", "{n} automatic numbers or bullets", n["list label"]),
        ),
    ]
    return [sentence for number, sentence in counted if number]
