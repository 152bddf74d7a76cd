"""Entries of BibTeX as CSL JSON: cross references followed, LaTeX read, each field under the variable it means."""

from __future__ import annotations

import re
from typing import Any

from qualcode.formats.bibliography import bibtex, dates, names
from qualcode.formats.bibliography.bibtex import Block
from qualcode.formats.bibliography.entry import CslFields, Entry, Found, keep_custom, keywords, one_line, paragraphs
from qualcode.formats.bibliography.latex import plain
from qualcode.formats.bibliography.types import csl_type, says_all
from qualcode.messages import _, listed

VARIABLES = {
    "title": "title", "shorttitle": "title-short", "journal": "container-title", "journaltitle": "container-title",
    "booktitle": "container-title", "shortjournal": "container-title-short", "volume": "volume", "issue": "issue",
    "pages": "page", "publisher": "publisher", "school": "publisher", "institution": "publisher",
    "organization": "publisher", "address": "publisher-place", "location": "publisher-place", "doi": "DOI", "isbn": "ISBN",
    "issn": "ISSN", "url": "URL", "abstract": "abstract", "note": "note", "edition": "edition", "series": "collection-title",
    "chapter": "chapter-number", "type": "genre", "langid": "language", "language": "language", "eventtitle": "event-title",
    "pmid": "PMID", "version": "version", "pagetotal": "number-of-pages", "eid": "number",
}  # fmt: skip
NAMES = ("author", "editor", "translator")
_VERBATIM = ("doi", "url", "file", "eprint")
_DATES = ("date", "year", "month", "day")
ET_AL = "et al"
"""Under this name stands which lists of names end in "and others"."""

_DEEPEST = 5
_NOT_INHERITED = (
    "crossref",
    "xdata",
    "ids",
    "label",
    "key",
    "keywords",
    "abstract",
    "shorttitle",
    "doi",
    "url",
    "pages",
)


def read_bibtex(text: str) -> Found:
    """The entries of a .bib file."""
    found = Found()
    there = list(bibtex.blocks(text, found))
    by_key: dict[str, Block] = {}
    for block in there:
        by_key.setdefault(block.key.casefold(), block)
    for block in there:
        if block.twice:
            sentence = _("{key}: given twice, the first counts: {names}", key=block.key, names=listed(block.twice))
            found.doubt(sentence, block.line)
        found.take(_entry(block, by_key, found))
    return found


def _entry(block: Block, by_key: dict[str, Block], found: Found) -> Entry:
    fields = dict(block.fields)
    _inherit(fields, block, by_key, found)
    kind = csl_type(block.type)
    csl: CslFields = {"type": kind}
    if not says_all(block.type):
        keep_custom(csl, "type", [block.type])
    for name, value in fields.items():
        if name not in _DATES:
            _put(csl, name, value, kind)
    _put_dates(csl, fields)
    if "subtitle" in fields and "title" in csl:
        csl["title"] = f"{csl['title']}: {one_line(plain(fields['subtitle']))}"
    return Entry(block.key, csl, block.raw, block.line)


def _inherit(fields: dict[str, str], block: Block, by_key: dict[str, Block], found: Found) -> None:
    """Take over what the entry that is referred to says, and that one's own; a title there is the title of the book."""
    key, passed = fields.get("crossref", "").strip(), {block.key.casefold()}
    while key and len(passed) <= _DEEPEST:
        parent = by_key.get(key.casefold())
        if parent is None or key.casefold() in passed:
            found.doubt(_("{key}: refers to {other}, which is not there", key=block.key, other=key), block.line)
            return
        passed.add(key.casefold())
        for name, value in parent.fields.items():
            if name not in _NOT_INHERITED:
                fields.setdefault("booktitle" if name == "title" else name, value)
        key = parent.fields.get("crossref", "").strip()


def _put(csl: CslFields, name: str, value: str, kind: str) -> None:
    """One field under the variable it means; what means none is kept under its own name."""
    if name in NAMES:
        csl[name] = _names(value)
        if [it.lower() for it in names.bibtex_names(value)[-1:]] == ["others"]:
            keep_custom(csl, ET_AL, [name])
    elif name in ("keywords", "keyword"):
        csl["keyword"] = keywords([plain(value)])
    elif name == "number":
        csl[numbered(kind)] = one_line(plain(value))
    elif name == "urldate":
        csl["accessed"] = dates.date_of(plain(value))
    elif name == "pages":
        csl["page"] = re.sub(r"\s*[–—]\s*|(?<=\d)--?(?=\d)", "-", one_line(plain(value)))
    elif name in VARIABLES and VARIABLES[name] not in csl:
        words = plain(value, verbatim=name in _VERBATIM)
        csl[VARIABLES[name]] = paragraphs(words) if name in ("abstract", "note") else one_line(words)
    elif name != "subtitle":
        keep_custom(csl, name, [paragraphs(plain(value, verbatim=name in _VERBATIM))])
    for variable in [variable for variable, it in csl.items() if it in ("", [], {})]:
        del csl[variable]


def numbered(kind: str) -> str:
    """The variable that the field "number" is in an entry of a CSL type."""
    return {"report": "number", "patent": "number", "standard": "number", "book": "collection-number"}.get(
        kind, "issue"
    )


def _names(value: str) -> list[dict[str, Any]]:
    found = []
    for text in names.bibtex_names(value):
        if text.lower() != "others":
            name = names.bibtex_name(text)
            read = {part: one_line(plain(words)) for part, words in name.items()}
            found.append({part: words for part, words in read.items() if words})
    return [name for name in found if name]


def _put_dates(csl: CslFields, fields: dict[str, str]) -> None:
    whole = dates.date_of(plain(fields.get("date", "")))
    year, month, day = (one_line(plain(fields.get(name, "")).replace("\u00a0", " ")) for name in _DATES[1:])
    if whole:
        csl["issued"] = whole
        return
    issued = dates.date_of(" ".join(filter(None, [day, month, year])), year) if not month.isdecimal() else {}
    if not issued.get("date-parts") and year.isdecimal() and dates.month_number(month):
        issued = dates.date_of(f"{year}-{dates.month_number(month):02}" + (f"-{day}" if day.isdecimal() else ""))
    issued = issued if issued.get("date-parts") else dates.date_of(year)
    if issued:
        csl["issued"] = issued
    if month and len(issued.get("date-parts", [[]])[0]) < 2:
        keep_custom(csl, "month", [month])
