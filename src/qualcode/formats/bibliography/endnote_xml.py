"""Libraries that EndNote exports as XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from qualcode.errors import UnreadableInput
from qualcode.formats.bibliography import dates, names
from qualcode.formats.bibliography.entry import CslFields, Entry, Found, keep_custom, keywords, one_line
from qualcode.formats.bibliography.tagged_entries import bare_doi
from qualcode.formats.bibliography.types import csl_type
from qualcode.messages import _

_TEXTS = {
    "titles/title": "title", "titles/secondary-title": "container-title", "periodical/full-title": "container-title",
    "titles/tertiary-title": "collection-title", "titles/short-title": "title-short", "volume": "volume", "number": "issue",
    "pages": "page", "publisher": "publisher", "pub-location": "publisher-place", "abstract": "abstract", "language": "language",
    "electronic-resource-num": "DOI", "urls/related-urls/url": "URL", "notes": "note", "edition": "edition", "work-type": "genre",
    "remote-database-name": "source", "call-num": "call-number", "alt-periodical/full-title": "container-title-short",
}  # fmt: skip
_NAMES = {
    "authors": "author",
    "secondary-authors": "editor",
    "tertiary-authors": "collection-editor",
    "subsidiary-authors": "translator",
}
_OTHERS = ("custom1", "custom2", "custom3", "research-notes", "label", "accession-num", "auth-address")


def read_endnote_xml(raw: bytes, name: str) -> Found:
    """The entries of the file. Raises UnreadableInput where it is no sound XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(
            _("{name} is no sound XML: line {line}.", name=name, line=error.lineno or 0),
            _("Export the library once more, or as RIS."),
        ) from error
    found = Found()
    for record in root.iter("record"):
        line = _line(record)
        fields = _fields(record)
        if fields.keys() - {"type"}:
            raw_entry = etree.tostring(record, encoding="unicode", with_tail=False)
            found.entries.append(Entry("", fields, raw_entry, line))
        else:
            found.problem(_("an entry without a title, a name or anything else"), line)
    return found


def _line(record: Any) -> int:
    return record.sourceline or 0


def _fields(record: Any) -> CslFields:
    kind = record.find("ref-type")
    csl: CslFields = {"type": csl_type(str(kind.get("name") or "") if kind is not None else "")}
    for path, variable in _TEXTS.items():
        found = record.find(path)
        if found is not None and variable not in csl and (words := _words(found)):
            csl[variable] = words
    for place, role in _NAMES.items():
        found_names = [name for text in _all(record, f"contributors/{place}/author") for name in names.names_in(text)]
        if found_names:
            csl[role] = found_names
    if words := keywords(f"{text};" for text in _all(record, "keywords/keyword")):
        csl["keyword"] = words
    year = next(_all(record, "dates/year"), "")
    day = next(_all(record, "dates/pub-dates/date"), "")
    whole = dates.date_of(f"{day} {year}", year) if day else {}
    if issued := whole if whole.get("date-parts") else dates.date_of(year):
        csl["issued"] = issued
    if number := next(_all(record, "isbn"), ""):
        csl["ISBN" if sum(map(str.isdigit, number)) >= 10 else "ISSN"] = number
    if "DOI" in csl:
        csl["DOI"] = bare_doi(csl["DOI"])
    for other in _OTHERS:
        keep_custom(csl, other, _all(record, other))
    return csl


def _all(record: Any, path: str) -> Iterator[str]:
    return (words for found in record.iterfind(path) if (words := _words(found)))


def _words(element: Any) -> str:
    return one_line("".join(element.itertext()))
