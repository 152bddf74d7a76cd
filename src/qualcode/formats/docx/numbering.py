"""The numbers and bullets of lists, which Word does not store but works out from definitions while it shows a document.

A paragraph belongs to a list (w:num) at a level; the list takes its levels from a definition (w:abstractNum), where it may
override some. All lists of one definition count on together, unless a list says where it begins.
Source: ECMA-376 part 1, section 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml.etree import _Element as Element

from qualcode.formats.docx.names import Names, names_of
from qualcode.formats.docx.numerals import numeral, padded
from qualcode.formats.docx.styles import Style, Styles
from qualcode.formats.docx.symbols import UNKNOWN, in_font

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_WHOLE = re.compile(r"-?\d{1,9}")
_ENDS = {"tab": "\t", "space": " ", "nothing": ""}
_BULLET = "•"
_LONGEST = 255  # what Word lets a label have; it bounds what a hostile file can make of one paragraph


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, what it shows, and the paragraph style it belongs to.

    ``restart`` is the number of the level after which it begins anew (1 is the highest), 0 for never, None for any higher.
    A level without a start counts from 1, as people and most programs expect, though the standard says 0.
    """

    start: int = 1
    kind: str = "decimal"
    sample: str = ""
    text: str = ""
    end: str = "\t"
    restart: int | None = None
    is_legal: bool = False
    style: str = ""
    font: str = ""


@dataclass
class List:
    """A list: its definition's id, its levels, and where it says its levels begin."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)

    @cached_property
    def of_styles(self) -> dict[str, int]:
        """The levels that belong to paragraph styles, by the style's id."""
        return {level.style: at for at, level in self.levels.items() if level.style}

    def start(self, level: int) -> int:
        """The first number at a level."""
        return self.starts.get(level, self.levels[level].start if level in self.levels else 1)


class Lists:
    """The labels of a document's numbered paragraphs, asked for one after the other in their order.

    ``load`` gives the root of the part with the definitions, None where there is none or it is damaged. ``written`` counts
    the labels given, ``missing`` those that could not be worked out.
    """

    def __init__(self, load: Callable[[], Element | None], styles: Styles) -> None:
        self._load = load
        self._styles = styles
        self._lists: dict[str, List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.written = self.missing = 0

    def label(self, style: Style, num_id: str, ilvl: str) -> str:
        """The label of the next paragraph, with what stands between it and the text; "" where it has none.

        ``num_id`` and ``ilvl`` are what the paragraph says itself, "" for nothing.
        """
        own = bool(num_id)
        num_id, ilvl = (num_id, ilvl) if own else (style.num_id or "", ilvl or style.ilvl or "")
        if num_id in ("", "0"):
            return ""
        if self._root is None:
            self.missing += 1
            return ""
        found = self._list(num_id)
        if found is None:
            return ""
        if own or ilvl:
            level = _whole(ilvl, 0)
        else:  # the level that belongs to the style, or to the nearest one it is based on
            level = next((found.of_styles[identity] for identity in style.chain if identity in found.of_styles), 0)
        label = self._counted(num_id, found, level)
        self.written += bool(label)
        return label

    def _counted(self, num_id: str, found: List, at: int) -> str:
        if at not in found.levels:
            return ""
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        last, begins = counts[at], at in found.starts and (num_id, at) not in self._begun
        counts[at] = found.start(at) if begins or last is None else last + 1
        self._begun.add((num_id, at))
        for higher in range(at):
            if counts[higher] is None:
                counts[higher] = found.start(higher)
        for lower in range(at + 1, _LEVELS):
            if counts[lower] is not None and _begins_anew(found.levels.get(lower), at):
                counts[lower] = None
        return _shown(found, at, counts)

    @cached_property
    def _root(self) -> Element | None:
        return self._load()

    @cached_property
    def _definitions(self) -> dict[str, Element]:
        return self._elements("abstractNum", "abstractNumId")

    @cached_property
    def _instances(self) -> dict[str, Element]:
        return self._elements("num", "numId")

    def _elements(self, tag: str, identity: str) -> dict[str, Element]:
        if self._root is None:
            return {}
        names = names_of(self._root)
        return {element.get(names.w(identity), ""): element for element in self._root.iterchildren(names.w(tag))}

    def _list(self, num_id: str) -> List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: str) -> List | None:
        instance = self._instances.get(num_id)
        if instance is None:
            return None
        names = names_of(instance)
        definition = names.child_value(instance, "abstractNumId")
        made = List(definition, dict(self._levels_defined(definition)))
        for override in instance.iterfind(names.w("lvlOverride")):
            at = _whole(override.get(names.w("ilvl"), ""), 0)
            made.levels.update(_levels(override, names))
            if (start := override.find(names.w("startOverride"))) is not None:
                made.starts[at] = _whole(names.value(start), 1)
        return made

    def _levels_defined(self, definition: str) -> Iterator[tuple[int, Level]]:
        """The levels of a definition; one may hand over to the definition of a list that a numbering style names."""
        seen: set[str] = set()
        while definition in self._definitions and definition not in seen:
            seen.add(definition)
            element = self._definitions[definition]
            names = names_of(element)
            yield from _levels(element, names)
            linked = self._styles.list_of(names.child_value(element, "numStyleLink"))
            instance = self._instances.get(linked or "")
            definition = "" if instance is None else names.child_value(instance, "abstractNumId")


def _levels(parent: Element, names: Names) -> Iterator[tuple[int, Level]]:
    for element in parent.iterfind(names.w("lvl")):
        at = _whole(element.get(names.w("ilvl"), ""), 0)
        if 0 <= at < _LEVELS:
            yield at, _level(element, names)


def _level(element: Element, names: Names) -> Level:
    local = len(names.w(""))
    said = {child.tag[local:]: child for child in element}
    kind = said.get("numFmt")
    if kind is None:
        kind = next(element.iter(names.w("numFmt")), None)  # the first of several for programs of different age

    def value(name: str) -> str:
        return names.value(said.get(name))

    return Level(
        start=_whole(value("start"), 1),
        kind=names.value(kind) or "decimal",
        sample="" if kind is None else kind.get(names.w("format"), ""),
        text=value("lvlText"),
        end=_ENDS.get(value("suff"), "\t"),
        restart=_whole(value("lvlRestart"), 0) if "lvlRestart" in said else None,
        is_legal=names.is_on(said.get("isLgl")),
        style=value("pStyle"),
        font=_font(said.get("rPr"), names),
    )


def _font(looks: Element | None, names: Names) -> str:
    fonts = None if looks is None else looks.find(names.w("rFonts"))
    return "" if fonts is None else fonts.get(names.w("ascii"), "") or fonts.get(names.w("hAnsi"), "")


def _begins_anew(level: Level | None, after: int) -> bool:
    return level is None or level.restart is None or after < level.restart


def _shown(found: List, at: int, counts: list[int | None]) -> str:
    level = found.levels[at]
    if level.kind == "bullet":
        return _bullet(level)

    def number(place: re.Match[str]) -> str:
        position = int(place[1]) - 1
        count, shown = counts[position], found.levels.get(position, Level())
        if count is None or position > at:
            return ""
        if level.is_legal:
            return str(count)
        return padded(count, shown.sample) if shown.kind == "custom" else numeral(count, shown.kind)

    label = _PLACE.sub(number, level.text[:_LONGEST])
    return label + level.end if label.strip() else ""


def _bullet(level: Level) -> str:
    """The bullet as it looks; one that only a symbol font knows is a dot."""
    shown = in_font(level.font, level.text[:_LONGEST])
    if not shown.strip():
        return ""
    known = "".join(
        _BULLET if character == UNKNOWN or "\ue000" <= character <= "\uf8ff" else character for character in shown
    )
    return known + (" " if level.end else "")


def _whole(written: str, otherwise: int) -> int:
    return int(written) if _WHOLE.fullmatch(written) else otherwise
