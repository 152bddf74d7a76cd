"""References as GB/T 7714 prints them, one on each line, as CNKI exports them: what can be told from the line."""

from __future__ import annotations

import re

from qualcode.formats.bibliography import dates
from qualcode.formats.bibliography.entry import CslFields, Entry, Found, one_line
from qualcode.formats.bibliography.types import csl_type
from qualcode.messages import _

_LINE = re.compile(
    r"\s*(?:\[\d+\]|［\d+］)?\s*(?P<authors>[^\[\]]*?)[.．]\s*(?P<title>[^\[\]]*(?:\[[^\]A-Z][^\]]*\][^\[\]]*)*)"
    r"\[(?P<type>[A-Z]{1,2}(?:/[A-Z]{2})?)\][.．,，]?\s*(?P<rest>.*)"
)
_INITIALS = re.compile(r"([^\W\d_][\w'’ -]*?[^\W\d_]) ([A-Z](?:[. -]{1,2}[A-Z]){0,3}\.?)")
_DOI = re.compile(r"[,.，]?\s*DOI\s*[:：]?\s*(10\.\S+?)[.。]?\s*$", re.IGNORECASE)
_URL = re.compile(r"\s*(https?://[^\s]+?)[.。]?\s*$")
_JOURNAL = re.compile(
    r"(?P<journal>[^,，]+)[,，]\s*(?P<date>\d{4}(?:-\d{2}-\d{2})?)[,，]?\s*(?P<volume>\d+)?\s*"
    r"(?:[(（](?P<issue>[^)）]+)[)）])?\s*(?:[:：]\s*(?P<page>[\d+,，\s\-–A-Za-z]+))?[.。]?"
)
_PUBLISHED = re.compile(
    r"(?:(?P<place>[^:：,，.]+)[:：])?\s*(?P<publisher>[^:：,，]+)[,，]\s*(?P<year>\d{4})[^.。]*[.。]?.*"
)


def read_gbt7714(text: str) -> Found:
    """The entries of a list of references; a line that is none is a problem."""
    found = Found()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line) if len(line) < 5_000 else None
        if match is None:
            found.problem(_("this line is no reference as GB/T 7714 writes them"), number)
        else:
            found.entries.append(Entry("", _fields(match), line.strip(), number))
    return found


def _fields(match: re.Match[str]) -> CslFields:
    authors = re.sub(r"[,，]\s*(?:等|et al\.?)$", "", match["authors"].strip())
    csl: CslFields = {
        "type": csl_type(match["type"]),
        "title": one_line(match["title"]),
        "custom": {"type": [match["type"]]},
    }
    if authors:
        parts = re.split(r"[,，;；]", authors)
        csl["author"] = [_name(name) for part in parts if (name := one_line(part))]
    rest = match["rest"].strip()
    for pattern, variable in ((_DOI, "DOI"), (_URL, "URL"), (_DOI, "DOI")):
        if variable not in csl and (ending := pattern.search(rest)):
            csl[variable] = ending[1]
            rest = rest[: ending.start()].strip()
    where = _JOURNAL.fullmatch(rest)
    if where is not None and csl["type"] in ("article-journal", "article-newspaper"):
        csl |= _of_journal(where)
    elif published := _PUBLISHED.fullmatch(rest):
        csl |= {"publisher": one_line(published["publisher"]), "issued": dates.date_of(published["year"])}
        csl |= {"publisher-place": one_line(published["place"])} if published["place"] else {}
    elif rest:
        csl["custom"]["rest"] = [rest]
    return csl


def _name(text: str) -> CslFields:
    """A name; one with initials behind it, such as SCOTT J C, in its parts."""
    match = _INITIALS.fullmatch(text)
    return {"family": match[1], "given": match[2]} if match else {"literal": text}


def _of_journal(where: re.Match[str]) -> CslFields:
    csl: CslFields = {"container-title": one_line(where["journal"]), "issued": dates.date_of(where["date"])}
    for variable in ("volume", "issue", "page"):
        if where[variable]:
            csl[variable] = where[variable].strip(" .。,，")
    return csl


def is_list(text: str) -> bool:
    """Whether nearly all lines of the beginning of a text are references: prose has none."""
    lines = [line for line in text.split("\n")[:40] if line.strip()]
    return len(lines) > 0 and sum(bool(_NUMBERED.match(line)) for line in lines) >= 0.8 * len(lines)


_NUMBERED = re.compile(r"\s*(?:\[\d+\]|［\d+］)[^\[\]]{1,400}\[(?:[A-Z]|[A-Z]{1,2}/OL|DB|EB)\]")
