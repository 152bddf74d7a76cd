"""The tracked changes of an OpenDocument text.

What was deleted is kept at the head of the document, each deletion with the blocks it took out, or, where changes were shown
when it was saved, in the text between two marks, as what was inserted is.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from qualcode.formats.odt.names import n


class Changes:
    """What to do at the marks of changes, where they are to be accepted or the ``original`` is wanted.

    ``deletions`` and ``insertions`` are how many there are; ``leaves_out`` tells whether the walk is inside one that is out.
    """

    def __init__(self, body: Element, original: bool) -> None:
        self._original = original
        changes = list(_changes(body))
        self._deleted = {name: change for name, change in changes if change.tag == n("text:deletion")}
        inserted = {name for name, change in changes if change.tag == n("text:insertion")}
        # A change that never ends would take the rest of the text with it.
        ended = {end.get(n("text:change-id"), "") for end in body.iter(n("text:change-end"))}
        self._out = (inserted if original else self._deleted.keys()) & ended
        self.deletions, self.insertions = len(self._deleted), len(inserted)
        self._inside: set[str] = set()

    @property
    def leaves_out(self) -> bool:
        """Whether what comes is no part of the text that is wanted."""
        return bool(self._inside)

    def begin(self, mark: Element) -> None:
        """A change that stands in the text begins."""
        name = mark.get(n("text:change-id"), "")
        if name in self._out:
            self._inside.add(name)

    def end(self, mark: Element) -> None:
        """A change that stands in the text ends."""
        self._inside.discard(mark.get(n("text:change-id"), ""))

    def put_back(self, mark: Element) -> list[Element]:
        """The blocks to be put back where something was deleted; each deletion is put back once."""
        if not self._original:
            return []
        deleted = self._deleted.pop(mark.get(n("text:change-id"), ""), None)
        return [] if deleted is None else [block for block in deleted if block.tag != n("office:change-info")]


def _changes(body: Element) -> Iterator[tuple[str, Element]]:
    for region in body.iter(n("text:changed-region")):
        name = region.get(n("text:id")) or region.get(n("xml:id")) or ""
        yield from ((name, change) for change in region)
