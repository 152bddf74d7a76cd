"""What the styles of an OpenDocument text say about its words: which are hidden, and how lists and headings are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from qualcode.formats.docx.styles import level_by_name
from qualcode.formats.numerals import numeral
from qualcode.formats.odt.names import n

_BULLET = "•"
_ENDS = {"space": " ", "nothing": "", "listtab": "\t"}
_PLACE = re.compile(r"%(\d+)%")


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is labelled: with a bullet, or with numbers in the row that begins with ``first``."""

    bullet: str = ""
    first: str = ""
    before: str = ""
    after: str = ""
    start: int = 1
    levels_shown: int = 1
    repeat_letters: bool = False
    pattern: str = ""
    end: str = "\t"


Levels = dict[int, ListLevel]


class Styles:
    """The styles of a document, common and automatic ones together."""

    def __init__(self, *roots: Element) -> None:
        self.lists: dict[str, Levels] = {}
        self.outline: Levels = {}
        self._hidden: set[str] = set()
        self._parents: dict[str, str] = {}
        self._paragraph_lists: dict[str, str] = {}
        self._fonts: dict[str, str] = {}
        for root in roots:
            for style in root.iter(n("style:style")):
                self._learn(style)
            for style in root.iter(n("text:list-style")):
                self.lists[style.get(n("style:name"), "")] = _levels(style)
            for style in root.iter(n("text:outline-style")):
                self.outline = _levels(style)

    def _learn(self, style: Element) -> None:
        name = style.get(n("style:name"), "")
        self._parents[name] = style.get(n("style:parent-style-name"), "")
        if (of_list := style.get(n("style:list-style-name"))) is not None:
            self._paragraph_lists[name] = of_list
        properties = style.find(n("style:text-properties"))
        if properties is not None:
            if properties.get(n("text:display")) == "none":
                self._hidden.add(name)
            if font := properties.get(n("style:font-name")) or properties.get(n("fo:font-family")):
                self._fonts[name] = font.strip("'")

    def is_hidden(self, style: str) -> bool:
        """Whether words in a style of text or paragraphs are not shown."""
        return any(name in self._hidden for name in self._lineage(style))

    def list_of(self, paragraph_style: str) -> str | None:
        """The list style that a style of paragraphs brings along; "" where it takes them out of all lists."""
        lists = self._paragraph_lists
        return next((lists[name] for name in self._lineage(paragraph_style) if name in lists), None)

    def level(self, style: str) -> int:
        """The level of a paragraph that is a heading by its style alone, 0 for any other; styles are stored with _20_ for a space."""
        levels = (level_by_name(name.replace("_20_", " ")) for name in self._lineage(style))
        return next((level for level in levels if level), 0)

    def font(self, style: str) -> str:
        """The font of a style, or ""."""
        return next((self._fonts[name] for name in self._lineage(style) if name in self._fonts), "")

    def _lineage(self, style: str) -> Iterator[str]:
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            yield style
            style = self._parents.get(style, "")


def label(levels: Levels, counts: dict[int, int], level: int) -> str:
    """What stands before an entry: its bullet, or the numbers ``counts`` of its own and the higher levels it shows."""
    style = levels.get(level, ListLevel())
    shown = style.bullet or _numbers(style, levels, counts, level)
    return shown + style.end if shown else ""


def _numbers(style: ListLevel, levels: Levels, counts: dict[int, int], level: int) -> str:
    if not style.first:
        return ""
    if style.pattern:
        return _PLACE.sub(lambda place: _number(levels, counts, int(place[1])), style.pattern)
    first_shown = max(level - style.levels_shown + 1, 1)
    numbers = [_number(levels, counts, above) for above in range(first_shown, level + 1)]
    return style.before + ".".join(filter(None, numbers)) + style.after


def _number(levels: Levels, counts: dict[int, int], level: int) -> str:
    style = levels.get(level, ListLevel())
    return numeral(style.first, counts.get(level, style.start), style.repeat_letters) if style.first else ""


def _levels(style: Element) -> Levels:
    found = {}
    for element in style:
        level = whole(element.get(n("text:level")))
        if element.tag == n("text:list-level-style-bullet"):
            found[level] = ListLevel(bullet=_shown_bullet(element.get(n("text:bullet-char"), "")), end=" ")
        elif element.tag == n("text:list-level-style-image"):
            found[level] = ListLevel(bullet=_BULLET, end=" ")
        else:
            found[level] = _numbered(element)
    return found


def _end(element: Element) -> str:
    """What stands between a label and its entry."""
    alignment = next(element.iter(n("style:list-level-label-alignment")), None)
    return _ENDS.get("" if alignment is None else alignment.get(n("text:label-followed-by"), ""), "\t")


def _shown_bullet(character: str) -> str:
    """A bullet out of a symbol font has no meaning outside it."""
    return _BULLET if "\ue000" <= character <= "\uf8ff" else character


def _numbered(element: Element) -> ListLevel:
    return ListLevel(
        first=element.get(n("style:num-format"), "").split(",")[0].strip(),
        before=element.get(n("style:num-prefix"), ""),
        after=element.get(n("style:num-suffix"), ""),
        start=whole(element.get(n("text:start-value"))),
        levels_shown=whole(element.get(n("text:display-levels"))),
        repeat_letters=element.get(n("style:num-letter-sync")) == "true",
        pattern=element.get(n("loext:num-list-format"), ""),
        end=_end(element),
    )


def whole(value: str | None, default: int = 1) -> int:
    """An attribute that is a whole number; ``default`` where it is missing or none."""
    return int(value) if value and re.fullmatch(r"[0-9]{1,6}", value) else default
