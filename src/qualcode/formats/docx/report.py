"""The sentences a report says about a Word document: what was decided for the reader, and what is not in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualcode.formats.bundle import Report
from qualcode.messages import _, plural


def report_remarks(report: Report, n: Counter[str], text: str, original: bool) -> None:
    """Add the findings for a text, of which ``n`` counts what is worth a sentence: read, changed, not carried."""
    report.add("read", plural("{n} character", "{n} characters", len(text)))
    if many := n["memo"]:
        report.add("read", plural("{n} comment, which became a memo", "{n} comments, which became memos", many))
    if many := n["memo on the document"]:
        sentence = plural(
            "{n} comment stands at no words: its memo is about the whole document.",
            "{n} comments stand at no words: their memos are about the whole document.",
            many,
        )
        report.add("changed", sentence)
    for sentence in _changes(n, original):
        report.add("changed", sentence)
    for sentence in _left_behind(n):
        report.add("not carried", sentence)
    if not text.strip():
        report.add("warning", _("The document holds no text. Pictures of pages must be turned into text first (OCR)."))


def _changes(n: Counter[str], original: bool) -> Iterator[str]:
    if n["insertion"] or n["deletion"]:
        yield _tracked_changes(n["insertion"], n["deletion"], original)
    if many := n["label"]:
        yield plural(
            "{n} automatic number or bullet was written into the text.",
            "{n} automatic numbers or bullets were written into the text.",
            many,
        )
    if many := n["table"]:
        yield plural(
            "{n} table was written row by row, its cells set apart by tabs or line ends.",
            "{n} tables were written row by row, their cells set apart by tabs or line ends.",
            many,
        )
    if many := n["note"]:
        yield plural(
            "{n} note was put behind the text, with its mark where it belongs.",
            "{n} notes were put behind the text, with their marks where they belong.",
            many,
        )
    if many := n["hidden"]:
        yield plural("{n} hidden passage is in the text.", "{n} hidden passages are in the text.", many)
    if many := n["placeholder"]:
        yield plural(
            "{n} field that nobody filled in stands in the text with the words that ask for it.",
            "{n} fields that nobody filled in stand in the text with the words that ask for it.",
            many,
        )
    if many := n["unknown symbol"]:
        yield plural(
            "{n} character of a symbol font became U+FFFD.", "{n} characters of symbol fonts became U+FFFD.", many
        )
    if many := n["equation"]:
        yield plural(
            "{n} equation was written as a plain row of characters.",
            "{n} equations were written as plain rows of characters.",
            many,
        )


def _tracked_changes(insertions: int, deletions: int, original: bool) -> str:
    if original:
        sentence = _("Tracked changes were taken back: insertions {insertions}, deletions {deletions}.")
    else:
        sentence = _("Tracked changes were taken as accepted: insertions {insertions}, deletions {deletions}.")
    return sentence.format(insertions=insertions, deletions=deletions)


def _left_behind(n: Counter[str]) -> Iterator[str]:
    if many := n["comment"]:
        yield plural("{n} comment", "{n} comments", many)
    if many := n["empty comment"]:
        yield plural("{n} comment without words", "{n} comments without words", many)
    if many := n["footnote"]:
        yield plural("{n} footnote", "{n} footnotes", many)
    if many := n["endnote"]:
        yield plural("{n} endnote", "{n} endnotes", many)
    if many := n["header"]:
        yield plural("{n} header or footer", "{n} headers and footers", many)
    if many := n["picture"]:
        yield plural("{n} picture, chart or drawing", "{n} pictures, charts or drawings", many)
    if many := n["formula"]:
        yield plural("{n} formula made by a field", "{n} formulas made by fields", many)
    if many := n["inserted file"]:
        yield plural("{n} inserted file", "{n} inserted files", many)
    if many := n["phonetic guide"]:
        yield plural("{n} phonetic guide", "{n} phonetic guides", many)
    if many := n["lost label"]:
        yield plural("{n} automatic number or bullet", "{n} automatic numbers or bullets", many)
