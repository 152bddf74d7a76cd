"""What lists of a web page show before their entries, and lists to choose from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from qualcode.formats.html.elements import Attributes, Style, row_of_numbers
from qualcode.formats.numerals import is_bullet, numeral

_BULLET = "•"


@dataclass(slots=True)
class PageList:
    """A list that is being read: what its labels begin with, the next number, and the step to the one after it."""

    first: str = _BULLET
    number: int = 1
    step: int = 1

    def label(self, attributes: Attributes, style: Style) -> str:
        """The label of the next entry, with what stands behind it; "" for none."""
        number = self.number = whole(attributes.get("value"), self.number)
        self.number += self.step
        if not self.first or style.get("list-style-type") == "none":
            return ""
        return f"{_BULLET} " if self.first == _BULLET else f"{numeral(self.first, number)}.\t"


def list_of(tag: str, attributes: Attributes, style: Style) -> PageList:
    """A list as its element describes it."""
    if tag != "ol":
        shown = style.get("list-style-type", style.get("list-style", ""))
        return PageList("" if "none" in shown else _BULLET)
    step = -1 if "reversed" in attributes else 1
    return PageList(row_of_numbers(attributes, style), whole(attributes.get("start"), 1), step)


def given_label(element: LexborNode) -> str:
    """The number or bullet that Word wrote; a bullet in a symbol font is a letter there."""
    shown = " ".join(element.text(deep=True).split())
    if re.search("symbol|wingdings", element.html or "", re.IGNORECASE):
        shown = _BULLET
    if not shown:
        return ""
    return f"{shown} " if is_bullet(shown) else f"{shown}\t"


def chosen(select: LexborNode) -> str:
    """What a list to choose from shows: what is chosen, else its first entry."""
    options = select.css("option")
    selected = [option for option in options if "selected" in option.attributes] or options[:1]
    return ", ".join(option.text(deep=True).strip() for option in selected)


def whole(value: str | None, default: int) -> int:
    """An attribute that is a whole number; ``default`` where it is missing or none."""
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value.strip()) else default
