"""Names of people and bodies, as bibliographies write them and as CSL JSON has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qualcode.formats.bibliography.entry import CslFields, one_line

_HAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV", re.IGNORECASE)

CREATORS = ("author", "editor", "translator", "collection-editor", "container-author")


def name_of(text: str) -> dict[str, str]:
    """``Family, Given[, Suffix]`` in parts; a name without a comma is left whole. {} for none."""
    parts = [one_line(part) for part in text.replace("，", ",").split(",")]
    if not any(parts):
        return {}
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        return {"family": parts[0], "given": parts[1], "suffix": parts[2]}
    if len(parts) == 2 and all(parts):
        return {"family": parts[0], "given": parts[1]}
    return {"literal": one_line(text).strip(",，; ")}


def names_in(text: str) -> list[dict[str, str]]:
    """The names in a line of them with semicolons between; Chinese ones may have commas between as well."""
    parts = re.split(r"[;；]", text)
    if (
        len(parts) == 1
        and _HAN.search(text)
        and re.search(r"[,，、].*[,，、]|、|^[^\s,，]{2,4}[,，][^\s,，]{2,4}$", text)
    ):
        parts = re.split(r"[,，、]", text)
    return [name for part in parts if (name := name_of(part))]


def bibtex_name(text: str) -> dict[str, str]:
    """A name as BibTeX writes it, braces still in it: ``Given Family``, ``Family, Given``, ``Family, Jr, Given``, ``{Body}``."""
    text = one_line(text)
    if _is_braced(text) or (" " not in text and "," not in text):
        return {"literal": text}
    parts = [one_line(part) for part in _split_outside(text, ",")]
    if len(parts) == 1:
        words = _split_outside(text, " ")
        if all(_HAN.search(word) for word in words):
            return {"family": words[0], "given": " ".join(words[1:])}
        last = len(words) - 1
        while last > 1 and words[last - 1][:1].islower():
            last -= 1
        return {"family": " ".join(words[last:]), "given": " ".join(words[:last])}
    if len(parts) >= 3:
        return {"family": parts[0], "given": ", ".join(parts[2:]), "suffix": parts[1]}
    return {"family": parts[0], "given": parts[1]} if all(parts) else {"literal": parts[0] or parts[1]}


def bibtex_names(text: str) -> list[str]:
    """The names of a list with "and" between, outside of braces."""
    return [part for part in map(one_line, _split_outside(f" {one_line(text)} ", " and ")) if part]


def _is_braced(text: str) -> bool:
    """Whether one pair of braces holds all of it."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for at, letter in enumerate(text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0:
            return at == len(text) - 1
    return False


def _split_outside(text: str, mark: str) -> list[str]:
    parts, depth, begun, at = [], 0, 0, 0
    while at < len(text):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0 and text.startswith(mark, at):
            parts.append(text[begun:at])
            at = begun = at + len(mark.rstrip()) if len(mark) > 1 else at + 1
        else:
            at += 1
    return [*parts, text[begun:]]


def written(name: dict[str, Any]) -> str:
    """A name as RIS writes it: ``Family, Given, Suffix``."""
    if name.get("literal"):
        return str(name["literal"])
    return ", ".join(str(part) for part in (family(name), name.get("given"), name.get("suffix")) if part)


def family(name: dict[str, Any]) -> str:
    """The family name with the particles before it."""
    parts = (name.get("dropping-particle"), name.get("non-dropping-particle"), name.get("family"))
    return " ".join(str(part) for part in parts if part)


def shown(name: dict[str, Any]) -> str:
    """A name as people read it: Chinese without a space, others with the family name first."""
    both = family(name) + str(name.get("given") or "")
    return both.replace(" ", "") if both and _HAN.search(both) else written(name)


def creators(fields: CslFields, role: str = "author") -> Iterator[dict[str, Any]]:
    """The names in a role that can be read."""
    found = fields.get(role)
    for name in found if isinstance(found, list) else []:
        if isinstance(name, dict) and written(name):
            yield name
