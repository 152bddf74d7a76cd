"""The styles part of a Word document, of which only the styles are parsed that a document uses.

A word processor writes dozens of styles, and hundreds where it says something of all it knows; a text uses a handful. So the
part is looked through for where each begins, and each is parsed when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml.etree import _Element as Element

from qualcode.formats.docx.names import names_of

_START = re.compile(rb"""<w:style\s[^>]*?w:styleId=["']([^"']*)["'][^>]*>""")
_ROOT = re.compile(rb"<w:styles(?:\s[^>]*)?[^/]>")
_OTHER_ENCODING = re.compile(rb'encoding=["\'](?!utf-8["\'])', re.IGNORECASE)
_END, _ROOT_END = b"</w:style>", b"</w:styles>"
_DEFAULT, _PARAGRAPH = re.compile(rb"""w:default=["'](?:1|true|on)["']"""), re.compile(rb"""w:type=["']paragraph["']""")
_HIDES = b"vanish"


class StyleSheet:
    """The styles of a part by id. ``parse`` makes the root element of its bytes ``raw``, or of some of them, None of damaged ones.

    A part that is not written the way all word processors write it is parsed as a whole.
    """

    def __init__(self, raw: bytes, parse: Callable[[bytes], Element | None]) -> None:
        self._raw, self._parse = raw, parse
        self._known: dict[str, Element | None] = {}
        self._starts: dict[str, re.Match[bytes]] = {}
        root = _ROOT.search(raw)
        if root is None or not _is_usual(raw):
            self._take_whole()
        else:
            self._head = raw[: root.end()]
            self._starts = {start[1].decode(): start for start in _START.finditer(raw, root.end())}

    def style(self, identity: str) -> Element | None:
        """The style of this id, None where there is none."""
        if identity not in self._known:
            start = self._starts.get(identity)
            self._known[identity] = None if start is None else self._one(start)
        return self._known[identity]

    def default(self) -> str:
        """The id of the style of paragraphs that name none, "" without one."""
        for identity, start in self._starts.items():
            if _DEFAULT.search(start[0]) and _PARAGRAPH.search(start[0]):
                return identity
        known = self._known.items()
        return next((identity for identity, style in known if style is not None and _is_default(style)), "")

    def hiding(self) -> Iterator[str]:
        """The ids of the styles that may hide their words, themselves or by the style they are based on."""
        if _HIDES in self._raw:
            yield from tuple(self._starts or self._known)

    def _one(self, start: re.Match[bytes]) -> Element | None:
        """The style that begins there, parsed alone."""
        end = start.end() if start[0].endswith(b"/>") else self._raw.find(_END, start.end()) + len(_END)
        root = self._parse(self._head + self._raw[start.start() : end] + _ROOT_END)
        return None if root is None else next(iter(root), None)

    def _take_whole(self) -> None:
        root = self._parse(self._raw)
        if root is None:
            return
        names = names_of(root)
        self._known = {style.get(names.w("styleId"), ""): style for style in root.iterchildren(names.w("style"))}


def _is_usual(raw: bytes) -> bool:
    """Whether nothing is hidden in comments, other encodings, or ids that are written with entities."""
    whole = raw.rstrip().endswith(_ROOT_END) and b"\0" not in raw and b"<!" not in raw
    return whole and b"mc:AlternateContent" not in raw and b"&" not in raw and not _OTHER_ENCODING.search(raw, 0, 200)


def _is_default(style: Element) -> bool:
    names = names_of(style)
    return style.get(names.default) in ("1", "true", "on") and names.kind(style) == "paragraph"
