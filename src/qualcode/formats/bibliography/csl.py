"""CSL JSON as Zotero, Mendeley and citation servers write it: taken as it is, checked for what can be told."""

from __future__ import annotations

import json
from typing import Any

from qualcode.errors import UnreadableInput
from qualcode.formats.bibliography.entry import CslFields, Entry, Found, keywords
from qualcode.messages import _

_DEEPEST = 12


def read_csl(text: str, name: str) -> Found:
    """The entries of a .json file: a list of them, one alone, or a list under "items". Raises UnreadableInput for no JSON."""
    hint = _("Export the bibliography once more as CSL JSON, BibTeX or RIS.")
    try:
        content = json.loads(text, parse_constant=str)
    except json.JSONDecodeError as error:
        raise UnreadableInput(
            _(
                "{name} is no sound JSON: line {line}, character {column}.",
                name=name,
                line=error.lineno,
                column=error.colno,
            ),
            hint,
        ) from error
    except (RecursionError, ValueError):  # nested too deeply, or a number of thousands of digits
        raise UnreadableInput(_("{name} holds what no bibliography holds.", name=name), hint) from None
    if isinstance(content, dict):
        content = content.get("items", [content])
    found = Found()
    for number, one in enumerate(content if isinstance(content, list) else [], 1):
        if not isinstance(one, dict) or not isinstance(one.get("type"), str) or not _is_flat(one):
            found.problem(_("entry {n} is no entry of CSL JSON: it has no type", n=number), 0)
            continue
        found.entries.append(_entry(_sound(one)))
    return found


def _entry(one: CslFields) -> Entry:
    key = one.get("citation-key") or one.get("id") or ""
    key = str(key) if isinstance(key, str | int) else ""
    fields = {name: value for name, value in one.items() if name not in ("id", "citation-key")}
    if "keyword" in fields:
        given = fields["keyword"]
        fields["keyword"] = keywords(map(str, given) if isinstance(given, list) else [str(given)])
    usable = key if key and len(key) <= 80 and not set(key) & set("/\\ {},") and not key.isdecimal() else ""
    if key and not usable:
        fields["custom"] = {**_dictionary(fields.get("custom")), "id": [key]}
    return Entry(usable, fields, json.dumps(one, ensure_ascii=False, indent=1), 0)


def _dictionary(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_flat(value: object, most: int = _DEEPEST) -> bool:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return most > 0 and all(_is_flat(one, most - 1) for one in below)


def _sound(value: Any) -> Any:
    """The same without half characters and without the sign that no database holds."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    if isinstance(value, list):
        return [_sound(one) for one in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(one) for key, one in value.items()}
    return value
