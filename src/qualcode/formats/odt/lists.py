"""Which number or bullet an entry of a list, or a heading, shows in an OpenDocument text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from qualcode.formats.odt.names import n
from qualcode.formats.odt.styles import Levels, Styles, label, whole

_PARAGRAPHS = (n("text:p"), n("text:h"))


@dataclass(slots=True)
class _List:
    """A list being read: how its levels are labelled, how far each has counted, and the level that is read now."""

    style: str
    levels: Levels
    counts: dict[int, int] = field(default_factory=dict)
    level: int = 1


class Labels:
    """The labels of a document's lists and headings, counted on in document order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._open: list[_List] = []
        self._by_style: dict[str, _List] = {}
        self._by_id: dict[str, _List] = {}
        self._outline: dict[int, int] = {}

    def enter(self, element: Element) -> None:
        """A text:list begins."""
        level = self._open[-1].level + 1 if self._open else 1
        style = self._style(element)
        counts = self._counts(element, style)
        if not _continues(element):
            counts.pop(level, None)
        entered = _List(style, self._styles.lists.get(style, {}), counts, level)
        self._open.append(entered)
        self._by_style[style] = self._by_id[element.get(n("xml:id"), "")] = entered

    def leave(self) -> None:
        """The text:list that was entered last ends."""
        self._open.pop()

    def of_entry(self, entry: Element) -> str:
        """The label of an entry of the list being read; entries that only hold another list, and headers, have none."""
        first = next((child for child in entry if child.tag != n("text:number")), None)
        if entry.tag != n("text:list-item") or first is None or first.tag not in _PARAGRAPHS:
            return ""
        entered = self._open[-1]
        _count(entered.counts, entered.levels, entered.level, entry.get(n("text:start-value")))
        return label(entered.levels, entered.counts, entered.level)

    def of_heading(self, heading: Element, level: int) -> str:
        """The number of a heading outside all lists."""
        own_list = self._styles.list_of(heading.get(n("text:style-name"), ""))
        if own_list == "" or heading.get(n("text:is-list-header")) == "true":
            return ""
        restart = heading.get(n("text:start-value")) if heading.get(n("text:restart-numbering")) == "true" else None
        _count(self._outline, self._styles.outline, level, restart)
        return label(self._styles.outline, self._outline, level)

    def _counts(self, element: Element, style: str) -> dict[int, int]:
        """How far the list around this one has counted, or the one that this one continues."""
        if self._open:
            return self._open[-1].counts
        if not _continues(element):
            return {}
        continued = self._by_id.get(element.get(n("text:continue-list"), "-")) or self._by_style.get(style)
        return continued.counts if continued else {}

    def _style(self, element: Element) -> str:
        """The list's own style, else that of the list around it, else what its first paragraph's style brings along."""
        if own := element.get(n("text:style-name")):
            return own
        if self._open:
            return self._open[-1].style
        first = element.find(f".//{n('text:p')}")
        return (first is not None and self._styles.list_of(first.get(n("text:style-name"), ""))) or ""


def _continues(element: Element) -> bool:
    return element.get(n("text:continue-numbering")) == "true" or n("text:continue-list") in element.attrib


def _count(counts: dict[int, int], levels: Levels, level: int, restart: str | None) -> None:
    """One more on this level; what is counted below it begins anew."""
    start = levels[level].start if level in levels else 1
    counts[level] = whole(restart, start) if restart else counts.get(level, start - 1) + 1
    for below in [other for other in counts if other > level]:
        del counts[below]
