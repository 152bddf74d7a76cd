"""Elements that stand for characters: tabs, hyphens, symbols, what is ticked and chosen in forms. They become text."""

from __future__ import annotations

import re
from collections import Counter

from lxml.etree import _Element as Element

from qualcode.formats.docx.found import Found
from qualcode.formats.docx.names import Names
from qualcode.formats.docx.symbols import UNKNOWN, in_font, is_symbol_font, symbol

_ENTRY = re.compile(r"\d{1,4}")
_PARTS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


def write_characters(found: Found, names: Names) -> Counter[str]:
    """Make text of the characters in a part, and leave nothing of what is never text."""
    remarks: Counter[str] = Counter()
    if found.has(names.characters):
        for element in found.of(names.characters):
            write(element, _character(element, names), names)
    if found.has((names.equation,)):
        remarks["equation"] = len(found.of((names.equation,)))
        for equation in found.of((names.equation,)):
            for element in equation.iter(names.equation_text):
                element.tag = names.text
    if found.has((names.symbol,)):
        for element in found.of((names.symbol,)):
            shown = symbol(element.get(names.w("font"), ""), element.get(names.w("char"), ""))
            write(element, shown, names)
            remarks["unknown symbol"] += shown == UNKNOWN
    if found.has(names.never_text):
        for element in found.of(names.never_text):
            element.text = None
    return remarks


def write_symbols(root: Element, names: Names) -> int:
    """Make of text in symbol fonts, where letters are positions, the characters it shows; how many are not known."""
    unknown = 0
    for fonts in root.iter(names.fonts):
        latin, others = fonts.get(names.w("ascii"), ""), fonts.get(names.w("hAnsi"), "")
        run = next(fonts.iterancestors(names.run), None)
        if run is not None and (is_symbol_font(latin) or is_symbol_font(others)):
            for element in run.iterchildren(names.text, names.deleted_text):
                shown = _shown_in(latin, others, element.text or "")
                unknown += shown.count(UNKNOWN)
                element.text = shown
    return unknown


def _shown_in(latin: str, others: str, text: str) -> str:
    """What a text shows that is written in one font as far as it is ASCII, and in another beyond that."""
    return "".join(in_font(latin if part.isascii() else others or latin, part) for part in _PARTS.findall(text))


def write_form_field(field_mark: Element, names: Names) -> list[Element]:
    """Make text of what is ticked or chosen in a field of a form; the lists among it are returned."""
    lists = list(field_mark.iter(names.drop_down))
    for choice in lists:
        write(choice, _chosen(choice, names), names)
    for box in list(field_mark.iter(names.check_box)):
        write(box, "☒" if _is_ticked(box, names) else "☐", names)
    for stored in field_mark.iter(names.field_data):
        stored.text = None
    return lists


def write(element: Element, words: str, names: Names) -> None:
    """Make an element a text of these words."""
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
