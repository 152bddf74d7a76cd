"""Bibliographies as documents: one for each entry, its title, abstract and key words as text, all it says kept beside it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bibliography.bibtex_entries import read_bibtex
from qualcode.formats.bibliography.csl import read_csl
from qualcode.formats.bibliography.drafts import draft_of
from qualcode.formats.bibliography.entry import Found
from qualcode.formats.bibliography.gbt7714 import read_gbt7714
from qualcode.formats.bibliography.shapes import shape_of_text
from qualcode.formats.bibliography.tagged_entries import read_tagged
from qualcode.formats.bibliography.tags import DIALECTS
from qualcode.formats.bundle import Bundle, DocumentDraft, Report
from qualcode.formats.text_file import TextFile, read_text_file
from qualcode.messages import _, plural, some_of

_MOST = 100_000
_NAMED = 8


class BibliographyReader:
    """Reads .ris, .bib, CSL JSON and what CNKI, EndNote, Web of Science, RefWorks, NoteExpress and PubMed export."""

    name = "bibliography"
    extensions: tuple[str, ...] = (".ris", ".bib", ".enw", ".nbib", ".ciw")

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """A document for each entry; an entry that cannot be read is an error at its line and costs no other.

        Raises UnreadableInput where the file is no bibliography or has no entry, WrongUse for an unknown encoding.
        """
        file = read_text_file(path, options, self.name)
        shape = shape_of_text(file.text, path.suffix.lower())
        if not shape:
            raise UnreadableInput(
                _("{name} is no bibliography that can be read.", name=path.name),
                _("Export it as RIS, BibTeX or CSL JSON."),
            )
        file.report.format = shape
        found = read_entries(file, shape, path.name)
        if not found.entries and not found.problems:
            raise UnreadableInput(_("{name} holds no entry.", name=path.name), _("Export the bibliography once more."))
        drafts = [draft_of(entry, shape) for entry in found.entries[:_MOST]]
        _tell(file.report, found, drafts)
        return Bundle(file.report, drafts)


def read_entries(file: TextFile, shape: str, name: str) -> Found:
    """The entries of a file of this shape."""
    if shape == "BibTeX":
        return read_bibtex(file.text)
    if shape == "CSL JSON":
        return read_csl(file.text, name)
    if shape == "GB/T 7714":
        return read_gbt7714(file.text)
    if shape in DIALECTS:
        return read_tagged(file.text, shape)
    from qualcode.formats.bibliography.endnote_xml import read_endnote_xml

    return read_endnote_xml(file.raw, name)


def _tell(report: Report, found: Found, drafts: list[DocumentDraft]) -> None:
    n = len(found.entries)
    report.add("read", plural("{n} entry", "{n} entries", n))
    if without := [
        draft.name for draft in drafts if draft.publication and not draft.publication.fields.get("abstract")
    ]:
        sentence = plural(
            "{n} entry has no abstract; its title is its text: {names}",
            "{n} entries have no abstract; their titles are their texts: {names}",
            len(without),
            names=some_of(without, _NAMED),
        )
        report.add("warning", sentence)
    if keyless := sum(not entry.key for entry in found.entries):
        report.add(
            "read", plural("{n} key was made of name and year", "{n} keys were made of names and years", keyless)
        )
    twice = [key for key, times in Counter(entry.key for entry in found.entries if entry.key).items() if times > 1]
    if twice:
        report.add("warning", _("keys that several entries have: {keys}", keys=some_of(twice, _NAMED)))
    for sentence, line in found.doubts:
        report.add("warning", sentence, _("line {n}", n=line))
    for sentence, line in found.problems:
        report.add("error", sentence, _("line {n}", n=line) if line else "")
    if found.more_problems:
        more = plural("{n} more problem like these", "{n} more problems like these", found.more_problems)
        report.add("error", more)
    if n > _MOST:
        report.add("error", _("{n} entries are more than can be read at once; split the file", n=n))
