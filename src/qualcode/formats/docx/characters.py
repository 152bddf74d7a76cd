"""Elements that stand for characters: tabs, hyphens, symbols, what is ticked and chosen in forms. They become text."""

from __future__ import annotations

import re
from collections import Counter

from lxml.etree import _Element as Element

from qualcode.formats.docx.found import Found
from qualcode.formats.docx.names import Names
from qualcode.formats.docx.symbols import UNKNOWN, symbol

_ENTRY = re.compile(r"\d{1,4}")


def write_characters(found: Found, names: Names) -> Counter[str]:
    """Make text of the characters in a part, and leave nothing of what is never text."""
    remarks: Counter[str] = Counter()
    if found.has(names.characters):
        for element in found.of(names.characters):
            _write(element, _character(element, names), names)
    if found.has((names.equation,)):
        remarks["equation"] = len(found.of((names.equation,)))
        for equation in found.of((names.equation,)):
            for element in equation.iter(names.equation_text):
                element.tag = names.text
    if found.has((names.symbol,)):
        for element in found.of((names.symbol,)):
            shown = symbol(element.get(names.w("font"), ""), element.get(names.w("char"), ""))
            _write(element, shown, names)
            remarks["unknown symbol"] += shown == UNKNOWN
    if found.has(names.never_text):
        for element in found.of(names.never_text):
            element.text = None
    return remarks


def write_form_field(field_mark: Element, names: Names) -> list[Element]:
    """Make text of what is ticked or chosen in a field of a form; the lists among it are returned."""
    lists = list(field_mark.iter(names.drop_down))
    for choice in lists:
        _write(choice, _chosen(choice, names), names)
    for box in list(field_mark.iter(names.check_box)):
        _write(box, "☒" if _is_ticked(box, names) else "☐", names)
    for stored in field_mark.iter(names.field_data):
        stored.text = None
    return lists


def _write(element: Element, words: str, names: Names) -> None:
    element[:] = []
    element.tag = names.text
    element.text = words


def _character(element: Element, names: Names) -> str:
    if element.tag in names.hyphens:
        return names.hyphens[element.tag]
    parent = element.getparent()
    return "\t" if parent is not None and parent.tag == names.run else ""  # elsewhere it defines a tab stop


def _is_ticked(box: Element, names: Names) -> bool:
    checked = box.find(names.w("checked"))
    return names.is_on(box.find(names.w("default")) if checked is None else checked)


def _chosen(drop_down: Element, names: Names) -> str:
    """The entry chosen from the list of a form: what it was set to, else what it is at first."""
    entries = [names.value(entry) for entry in drop_down.iterfind(names.w("listEntry"))]
    number = names.child_value(drop_down, "result") or names.child_value(drop_down, "default") or "0"
    chosen = entries[int(number)] if _ENTRY.fullmatch(number) and int(number) < len(entries) else ""
    return " ".join(chosen.split())
