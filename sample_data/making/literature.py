"""The abstracts as a citation manager exports them: RIS and BibTeX."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from making.study import HERE

RIS_TYPES = {"article": "JOUR", "book": "BOOK", "thesis": "THES"}
BIB_TYPES = {"article": "article", "book": "book", "thesis": "phdthesis"}
RIS_FIELDS = {"title": "TI", "journal": "JO", "publisher": "PB", "volume": "VL", "year": "PY"}
BIB_FIELDS = ("title", "journal", "publisher", "school", "year", "volume", "pages", "keywords", "abstract")

Reference = dict[str, Any]


def ris() -> str:
    """All references as one RIS file."""
    return "\n".join("\n".join(_ris(reference)) + "\n" for reference in _references())


def bibtex() -> str:
    """All references as one BibTeX file."""
    return "\n".join(_bibtex(reference) for reference in _references())


def abstracts() -> dict[str, str]:
    """Each reference's key, by which its document is named, and that document's title and abstract."""
    return {reference["key"]: f"{reference['title']}\n\n{reference['abstract']}" for reference in _references()}


def _references() -> list[Reference]:
    references: list[Reference] = yaml.safe_load(
        (HERE / "texts/literature/references.yaml").read_text(encoding="utf-8")
    )
    return references


def _ris(reference: Reference) -> Iterator[str]:
    yield f"TY  - {RIS_TYPES[reference['type']]}"
    yield f"ID  - {reference['key']}"
    yield from (f"AU  - {author}" for author in reference["author"])
    yield from (f"{tag}  - {reference[field]}" for field, tag in RIS_FIELDS.items() if field in reference)
    if "pages" in reference:
        first, _, last = reference["pages"].partition("-")
        yield from (f"SP  - {first}", f"EP  - {last}")
    yield from (f"KW  - {word}" for word in reference["keywords"])
    yield f"AB  - {reference['abstract']}"
    yield "ER  - "


def _bibtex(reference: Reference) -> str:
    fields = reference | {"keywords": ", ".join(reference["keywords"])}
    fields["pages"] = fields.get("pages", "").replace("-", "--")
    if reference["type"] == "thesis":
        fields["school"] = fields.pop("publisher")
    lines = [f"  author = {{{' and '.join(reference['author'])}}}"]
    lines += [f"  {field} = {{{fields[field]}}}" for field in BIB_FIELDS if fields.get(field)]
    return f"@{BIB_TYPES[reference['type']]}{{{reference['key']},\n" + ",\n".join(lines) + "\n}\n"
