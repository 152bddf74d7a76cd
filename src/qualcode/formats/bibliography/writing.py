"""Publications written as BibTeX, RIS or CSL JSON: all that the readers of these formats read back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qualcode.errors import WrongUse
from qualcode.formats.bibliography import dates, names
from qualcode.formats.bibliography.bibtex_entries import ET_AL, NAMES, VARIABLES, numbered
from qualcode.formats.bibliography.entry import CslFields, keyword_list, one_line
from qualcode.formats.bibliography.latex import escaped, escaped_address
from qualcode.formats.bibliography.types import bibtex_type, csl_type, ris_type
from qualcode.formats.files import replacing
from qualcode.messages import _, listed

Publication = tuple[str, CslFields]  # its key and its fields as CSL JSON

_RIS_TEXTS = {
    "title": "TI", "container-title": "T2", "container-title-short": "J2", "collection-title": "T3", "title-short": "ST",
    "volume": "VL", "issue": "IS", "publisher": "PB", "publisher-place": "CY", "DOI": "DO", "URL": "UR", "abstract": "AB",
    "language": "LA", "note": "N1", "edition": "ET", "genre": "M3", "call-number": "CN", "source": "DB", "archive": "DP", "number": "C7",
}  # fmt: skip
_RIS_NAMES = {"author": "AU", "editor": "A2", "collection-editor": "A3", "translator": "A4"}
_VERBATIM = ("DOI", "URL")
_HELD_APART = ("type", "custom", "issued", "accessed", "page", "keyword", "ISSN", "ISBN", "id", "citation-key")
_LONG = ("abstract", "note")


def writer_for(path: Path) -> Callable[[Sequence[Publication], Path], list[str]]:
    """What writes publications to a file of this ending; it returns the variables it could not hold. Raises WrongUse."""
    writers = {".bib": _write_bibtex, ".ris": _write_ris, ".json": _write_csl}
    found = writers.get(path.suffix.lower())
    if found is None:
        raise WrongUse(
            _("The ending of {file} says no format.", file=path), _("Use one of {endings}.", endings=listed(writers))
        )
    return found


def _write_csl(publications: Sequence[Publication], path: Path) -> list[str]:
    content = [{"id": key, "citation-key": key, **fields, **_keyword(fields)} for key, fields in publications]
    _write(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return []


def _keyword(fields: CslFields) -> CslFields:
    """The key words as they are read back: one that holds a comma would be taken for several."""
    words = keyword_list(fields)
    return {"keyword": _listed(words)} if words else {}


def _listed(words: Sequence[str]) -> str:
    return "; ".join(words) + (";" if len(words) == 1 and re.search("[,，、]", words[0]) else "")


def _write_bibtex(publications: Sequence[Publication], path: Path) -> list[str]:
    return _write_entries(bibtex_entry, publications, path)


def _write_ris(publications: Sequence[Publication], path: Path) -> list[str]:
    return _write_entries(ris_entry, publications, path)


def _write_entries(
    entry: Callable[[str, CslFields, list[str]], str], publications: Sequence[Publication], path: Path
) -> list[str]:
    left_out: list[str] = []
    _write(path, "\n".join(entry(key, fields, left_out) for key, fields in publications))
    return list(dict.fromkeys(left_out))


def _write(path: Path, text: str) -> None:
    with replacing(path) as draft:
        draft.write_text(text, encoding="utf-8", newline="\n")


def bibtex_entry(key: str, fields: CslFields, left_out: list[str]) -> str:
    """An entry of BibTeX in UTF-8; what it cannot hold is added to ``left_out``."""
    custom = _custom(fields)
    kind = bibtex_type(str(fields.get("type", "")), next(iter(custom.pop("type", [])), ""))
    rows = [f"  {name} = {{{value}}}" for name, value in _bibtex_fields(fields, custom, kind, left_out)]
    safe = re.sub(r"[\s,{}()=\"#%\\]+", "", key) or "entry"
    return f"@{kind}{{{safe},\n" + ",\n".join(rows) + "\n}\n"


def _bibtex_fields(
    fields: CslFields, custom: dict[str, list[str]], kind: str, left_out: list[str]
) -> Iterator[tuple[str, str]]:
    cut_off = custom.pop(ET_AL, [])
    for role in NAMES:
        if there := [_bibtex_name(name) for name in names.creators(fields, role)]:
            yield role, " and ".join([*there, "others"] if role in cut_off else there)
    for variable, value in fields.items():
        if variable in (*_HELD_APART, *NAMES):
            continue
        name = _bibtex_field(variable, kind)
        if name is None or not isinstance(value, str | int | float):
            left_out.append(variable)
        elif text := str(value).strip():
            yield name, escaped_address(text) if variable in _VERBATIM else escaped(_spaced(text, variable in _LONG))
    for variable, name in (("ISBN", "isbn"), ("ISSN", "issn"), ("page", "pages")):
        if fields.get(variable):
            yield name, escaped(str(fields[variable])).replace("-", "--" if name == "pages" else "-")
    if words := keyword_list(fields):
        yield "keywords", escaped(_listed(words))
    yield from _bibtex_dates(fields)
    for name, values in custom.items():
        if re.fullmatch(r"[a-z][a-z0-9_:+-]*", name) and len(values) == 1 and name not in VARIABLES:
            yield name, escaped(_spaced(values[0], True))
        else:
            left_out.append(name)


def _spaced(text: str, long: bool) -> str:
    return re.sub(r"\n+", "\n\n", text) if long else one_line(text)


def _bibtex_field(variable: str, kind: str) -> str | None:
    if variable == "container-title":
        return "journal" if kind in ("article", "periodical") else "booktitle"
    if variable == "publisher":
        return {
            "phdthesis": "school",
            "mastersthesis": "school",
            "thesis": "institution",
            "techreport": "institution",
        }.get(kind, "publisher")
    if variable in ("number", "collection-number", "issue"):
        if variable == numbered(csl_type(kind)):
            return "number"
        return {"number": "eid", "issue": "issue"}.get(variable)
    return next((name for name, it in VARIABLES.items() if it == variable), None)


def _bibtex_name(name: dict[str, Any]) -> str:
    if literal := name.get("literal"):
        text = escaped(one_line(str(literal)))
        return text if not re.search(r"[\s,]", text) else f"{{{text}}}"
    parts = [
        escaped(one_line(str(part))) for part in (names.family(name), name.get("suffix"), name.get("given")) if part
    ]
    guarded = [f"{{{part}}}" if re.search(r",|\band\b", part) else part for part in parts]
    return ", ".join(guarded) if len(guarded) > 1 else f"{{{parts[0]}}}"


def _bibtex_dates(fields: CslFields) -> Iterator[tuple[str, str]]:
    text = dates.written(fields, "issued", "-")
    if re.fullmatch(r"\d{4}", text):
        yield "year", text
    elif re.match(r"\d{4}-", text) or "/" in text:
        yield "date", escaped(text)
        if year := dates.iso(fields)[:4]:
            yield "year", year  # for styles that know no dates
    elif text:
        yield "year", escaped(one_line(text))
    if accessed := dates.written(fields, "accessed", "-"):
        yield "urldate", escaped(one_line(accessed))


def ris_entry(key: str, fields: CslFields, left_out: list[str]) -> str:
    """An entry of RIS; what it cannot hold is added to ``left_out``."""
    custom = _custom(fields)
    kind = ris_type(str(fields.get("type", "")), next(iter(custom.pop("type", [])), ""))
    rows = [("TY", kind), ("ID", one_line(key))]
    for role, tag in _RIS_NAMES.items():
        rows += [(tag, one_line(names.written(name))) for name in names.creators(fields, role)]
    for variable, value in fields.items():
        if variable in (*_HELD_APART, *_RIS_NAMES):
            continue
        if variable not in _RIS_TEXTS or not isinstance(value, str | int | float):
            left_out.append(variable)
        else:
            rows.append((_RIS_TEXTS[variable], _lines(str(value)) if variable in _LONG else one_line(str(value))))
    words = keyword_list(fields)
    rows += [("KW", word) for word in words] if len(words) > 1 else [("KW", _listed(words))] if words else []
    rows += [("SN", one_line(str(fields[it]))) for it in ("ISBN", "ISSN") if fields.get(it)][:1]
    rows += _ris_pages(str(fields.get("page") or ""))
    rows += _ris_dates(fields)
    for name, values in custom.items():
        if re.fullmatch(r"[A-Z][A-Z0-9]", name) and name not in ("TY", "ID", "ER"):
            rows += [(name, _lines(value)) for value in values]
        else:
            left_out.append(name)
    if fields.get("ISBN") and fields.get("ISSN"):
        left_out.append("ISSN")
    return "".join(f"{tag}  - {value}\n" for tag, value in rows if value) + "ER  - \n"


def _lines(text: str) -> str:
    """A text of several lines, none of which looks like a tag."""
    first, *others = [one_line(line) for line in text.split("\n") if line.strip()] or [""]
    return "\n".join([first, *(f"    {line}" for line in others)])


def _ris_pages(page: str) -> list[tuple[str, str]]:
    both = re.fullmatch(r"([^-]+)-([^-]+)", one_line(page))
    return [("SP", both[1]), ("EP", both[2])] if both and both[1] != both[2] else [("SP", one_line(page))]


def _ris_dates(fields: CslFields) -> list[tuple[str, str]]:
    text = one_line(dates.written(fields, "issued", "/"))
    accessed = one_line(dates.written(fields, "accessed", "/"))
    exact = [("DA", text)] if re.fullmatch(r"\d{4}(?:/\d\d){1,2}", text) else []
    return [("PY", text[:4] if exact else text), *exact, ("Y2", accessed)]


def _custom(fields: CslFields) -> dict[str, list[str]]:
    """What CSL has no variable for, by its own names, as texts."""
    found = fields.get("custom")
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(name): [str(it) for it in (value if isinstance(value, list) else [value])] for name, value in pairs}
