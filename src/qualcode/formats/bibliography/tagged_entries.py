"""Records of tagged lines as CSL JSON."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from qualcode.formats.bibliography import dates, names
from qualcode.formats.bibliography.entry import CslFields, Entry, Found, keep_custom, keywords, one_line
from qualcode.formats.bibliography.tagged import Record, records
from qualcode.formats.bibliography.tags import DIALECTS, Table
from qualcode.formats.bibliography.types import csl_type, is_bookish, says_all

_SET_APART = ("year", "date", "day", "first page", "last page", "standard number", "key", "type", "kind", "identifier",
              "serial number", "short author", "more keywords")  # fmt: skip
_WOS_TYPES = {"J": "JOUR", "B": "BOOK", "S": "CHAP", "P": "PAT"}
_KEY = re.compile(r"(?=.*[^\d\W])[^\s,{}\"#%\\=]{1,80}")
_YEAR_OF_RIS = re.compile(r"(\d{4})/(\d\d?)?/?(?:(?<=/)(\d\d?)?(?:/.*)?)?")
_SEPARATE_LINES = {"Web of Science", "PubMed"}

Values = dict[str, list[tuple[str, list[str]]]]  # by what they mean: the tag and its lines


def read_tagged(text: str, dialect: str) -> Found:
    """The entries of a file in one of the formats of DIALECTS."""
    shape, table = DIALECTS[dialect]
    found = Found()
    for record in records(text, shape, found):
        found.take(_entry(record, dialect, table))
    return found


def _entry(record: Record, dialect: str, table: Table) -> Entry:
    values: Values = defaultdict(list)
    csl: CslFields = {}
    for tag, lines in record.tags:
        meaning = table.get(tag)
        if meaning is None:
            keep_custom(csl, tag, _kept(lines, dialect))
        elif meaning and any(lines):
            values[meaning].append((tag, lines))
    csl |= {"type": _type(values, dialect, csl)}
    _put_names(csl, values, dialect)
    _put_texts(csl, values, dialect)
    _put_keywords(csl, values, dialect)
    _put_dates(csl, values)
    _put_numbers(csl, values)
    key = _texts(values, "key")
    if key and not _KEY.fullmatch(key[0]):
        keep_custom(csl, values["key"][0][0], key)
    custom = csl.pop("custom", None)
    return Entry(
        key[0] if key and _KEY.fullmatch(key[0]) else "",
        csl | ({"custom": custom} if custom else {}),
        record.raw,
        record.line,
    )


def _kept(lines: list[str], dialect: str) -> list[str]:
    return [line for line in lines if line] if dialect in _SEPARATE_LINES else ["\n".join(filter(None, lines))]


def _texts(values: Values, meaning: str) -> list[str]:
    return [text for _tag, lines in values[meaning] if (text := one_line(" ".join(lines)))]


def _first(values: Values, meaning: str) -> str:
    return next(iter(_texts(values, meaning)), "")


def _type(values: Values, dialect: str, csl: CslFields) -> str:
    word = _first(values, "type")
    if dialect == "PubMed":
        return "book" if values["ISBN"] and not values["serial number"] else "article-journal"
    if dialect == "Web of Science":
        genre = " ".join(_texts(values, "genre")).casefold()
        meant = "paper-conference" if "proceedings" in genre and values["event-title"] else ""
        meant = meant or ("chapter" if "book chapter" in genre else "")
        keep_custom(csl, "PT", [word])
        return meant or csl_type(_WOS_TYPES.get(word, "JOUR"))
    if dialect == "RIS" and not says_all(word):
        keep_custom(csl, "type", [word])
    elif dialect != "RIS" and word:
        keep_custom(csl, values["type"][0][0], [word])
    return csl_type(word)


def _put_names(csl: CslFields, values: Values, dialect: str) -> None:
    if not values["author"]:
        values["author"] = values["short author"]
    for role in ("author", "editor", "translator", "collection-editor", "contributor"):
        found = []
        for _tag, lines in values[role]:
            texts = lines if dialect in _SEPARATE_LINES else [" ".join(lines)]
            found += [name for text in texts for name in names.names_in(text)]
        if found:
            csl[role] = found


def _put_texts(csl: CslFields, values: Values, dialect: str) -> None:
    for meaning, given in list(values.items()):
        if (
            not given
            or meaning in csl
            or meaning in (*_SET_APART, "keyword", "accessed", "author", "editor", "translator")
        ):
            continue
        if meaning == "note":
            csl[meaning] = "\n".join(one_line(line) for _tag, each in given for line in each if line.strip())
            continue
        _tag, lines = given[0]
        mark = "\n" if meaning == "abstract" and dialect not in _SEPARATE_LINES else " "  # else lines are wrapped
        csl[meaning] = mark.join(filter(None, map(one_line, lines)))
        for other, more in given[1:]:
            if (text := one_line(" ".join(more))) != one_line(" ".join(lines)):
                keep_custom(csl, other, [text])


def _put_keywords(csl: CslFields, values: Values, dialect: str) -> None:
    for meaning in ("keyword", "more keywords"):
        several = [lines for _tag, lines in values[meaning]]
        is_wrapped = dialect == "Web of Science"
        texts = [text for lines in several for text in ([" ".join(lines)] if is_wrapped else lines)]
        if dialect in ("PubMed", "RIS") and len(several) > 1:
            texts = [f"{text};" for text in texts]  # one on each line: a comma belongs to the word
        if words := keywords(texts):
            if meaning == "keyword" or "keyword" not in csl:
                csl["keyword"] = words
            else:
                keep_custom(csl, values[meaning][0][0], [words])


def _put_dates(csl: CslFields, values: Values) -> None:
    """The most exact of the dates given; a day and month stand apart from the year in some files."""
    year = _first(values, "year")
    of_year = _of_year(year)
    candidates = [of_year]
    bare = year[:4] if re.match(r"\d{4}", year) else ""
    candidates += [dates.date_of(text.rstrip("/"), bare) for text in _texts(values, "date")]
    candidates += [dates.date_of(f"{text} {bare}", bare) for text in _texts(values, "day")]
    known = [it for it in candidates if it.get("date-parts")]
    same = [
        it for it in known if not of_year.get("date-parts") or it["date-parts"][0][0] == of_year["date-parts"][0][0]
    ]
    best = max(same, key=lambda it: len(it["date-parts"][0]), default=None) or next(filter(None, candidates), None)
    if best:
        csl["issued"] = best
    for meaning in ("date", "day"):
        for tag, lines in values[meaning]:
            text = one_line(" ".join(lines))
            if best is None or (not dates.date_of(text, bare).get("date-parts") and meaning == "date"):
                keep_custom(csl, tag, [text])
    for text in _texts(values, "accessed")[:1]:
        csl["accessed"] = dates.date_of(text.rstrip("/"))


def _of_year(text: str) -> dict[str, Any]:
    """What stands for the year: 2020, or 2020/05/03/Spring with parts left empty."""
    match = _YEAR_OF_RIS.fullmatch(text)
    whole = dates.date_of("-".join(filter(None, match.groups()))) if match else {}
    return whole if whole.get("date-parts") else dates.date_of(text)


def _put_numbers(csl: CslFields, values: Values) -> None:
    first, last = (_first(values, it) for it in ("first page", "last page"))
    if first or last:
        has_both = last and "-" not in first and first != last
        csl["page"] = re.sub(r"[–—]", "-", f"{first}-{last}" if first and has_both else first or last)
    elif "-" in str(csl.get("number-of-pages", "")):
        csl["page"] = csl.pop("number-of-pages")  # what CNKI calls a number of pages
    elif "page" in csl:
        csl["page"] = re.sub(r"\s*[–—]\s*", "-", str(csl["page"]))
    for text in _texts(values, "standard number")[:1]:
        is_long = len(re.sub(r"\D", "", text)) >= 10
        csl[
            "ISBN" if is_long or (is_bookish(csl["type"]) and not re.fullmatch(r"\d{4}-\d{3}[\dXx]", text)) else "ISSN"
        ] = text
    for text in _texts(values, "identifier"):
        if text.endswith("[doi]"):
            csl.setdefault("DOI", text.removesuffix("[doi]").strip())
    for text in _texts(values, "serial number")[:1]:
        csl["ISSN"] = text.split()[0]
    if str(csl.get("genre", "")).startswith("10.") and "DOI" not in csl:
        csl["DOI"] = csl.pop("genre")
    if csl.get("DOI"):
        csl["DOI"] = bare_doi(csl["DOI"])


def bare_doi(text: str) -> str:
    """A DOI without the address before it."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)", "", text.strip(), flags=re.IGNORECASE)
