"""What of interest stands in a tree. Each walk over a large tree costs a good part of its parsing, so that one does for all."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass
from operator import itemgetter

from lxml.etree import _Element as Element

from qualcode.formats.docx.names import Names


@dataclass(frozen=True, slots=True)
class Found:
    """The paragraphs of a tree and all that is more than runs and their text, with its tag, in the order of the tree."""

    elements: list[tuple[str, Element]]
    tags: frozenset[str]

    def has(self, tags: Collection[str]) -> bool:
        """Whether there is an element of one of these tags."""
        return not self.tags.isdisjoint(tags)

    def of(self, tags: Container[str]) -> list[Element]:
        """The elements of these tags."""
        return [element for tag, element in self.elements if tag in tags]


def find(root: Element, names: Names) -> Found:
    """Look through a tree once."""
    elements = [(element.tag, element) for element in root.iter(*names.watched)]
    return Found(elements, frozenset(map(itemgetter(0), elements)))
