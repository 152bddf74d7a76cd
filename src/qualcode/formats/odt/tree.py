"""Small questions asked of the tree of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from qualcode.formats.odt.names import n

PARAGRAPHS = (n("text:p"), n("text:h"))
_INLINE = (*PARAGRAPHS, n("text:span"), n("text:a"))
_ROWS = tuple(map(n, ("table:table-header-rows", "table:table-rows", "table:table-row-group")))
_HEADERS = tuple(n(f"style:{kind}{where}") for kind in ("header", "footer") for where in ("", "-left", "-first"))


def words(element: Element) -> str:
    """All text in an element, as it stands."""
    return "".join(map(str, element.itertext()))


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table, in and out of groups."""
    for element in table:
        if element.tag == n("table:table-row"):
            yield element
        elif element.tag in _ROWS:
            yield from rows(element)


def is_in_paragraph(element: Element) -> bool:
    """Whether an element stands among words, not between paragraphs."""
    parent = element.getparent()
    return parent is not None and parent.tag in _INLINE


def headers_with_text(root: Element) -> int:
    """How many headers and footers of a styles part say something."""
    return sum(bool(words(header).strip()) for header in root.iter(*_HEADERS))
