"""The comments of an OpenDocument text: who said what, when, and in answer to whom."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from qualcode.formats.bundle import MemoDraft
from qualcode.formats.odt.names import n
from qualcode.formats.odt.tree import PARAGRAPHS, words
from qualcode.messages import _

_SPACES = re.compile(r"[ \t\r\n]+")
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?")


class Comments:
    """The comments read so far: memos without their place, each with the name its place has."""

    def __init__(self) -> None:
        self.found: list[tuple[MemoDraft, str]] = []
        self._authors: dict[str, str] = {}

    def add(self, element: Element) -> str:
        """Note a comment; its name, which is made up where it has none."""
        name = element.get(n("office:name")) or f"without a name, {len(self.found)}"
        said = "\n".join(_SPACES.sub(" ", words(paragraph)).strip() for paragraph in element.iter(*PARAGRAPHS))
        at = _TIME.match(element.findtext(n("dc:date"), ""))
        author = element.findtext(n("dc:creator"), "")
        answered = self._authors.get(element.get(n("loext:parent-name"), "-"))
        title = _("Resolved") if element.get(n("loext:resolved")) == "true" else ""
        if answered is not None:
            title = _("Reply to {author}", author=answered)
        self._authors[name] = author
        self.found.append((MemoDraft(said.strip(), author, title=title, at=at[0] if at else ""), name))
        return name
