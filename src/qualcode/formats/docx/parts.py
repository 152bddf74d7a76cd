"""The parts of a Word document beside its text, read only where the text needs them; one that is damaged costs no text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from lxml.etree import _Element as Element

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Report
from qualcode.formats.docx.characters import write_symbols
from qualcode.formats.docx.names import is_word, names_of
from qualcode.formats.docx.package import Package
from qualcode.formats.docx.style_sheet import StyleSheet
from qualcode.messages import _

_DINGBATS, _SYMBOL = re.compile(b"W(?:ing|eb)dings"), b'"Symbol"'
_EXTENSION, _RUN_STYLE = "commentsExtended", b"<w:rStyle"
_Read = TypeVar("_Read")
_TEXT_IN_PART = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>\s*[^\s<]")


class Parts:
    """The main part of a package and those it refers to. What cannot be read becomes a warning in the report.

    ``unknown_symbols`` counts characters written in symbol fonts that are not known; ``names_run_styles`` tells whether a
    text read so far names styles of characters.

    Raises UnreadableInput when there is no main part or it holds something else.
    """

    def __init__(self, package: Package, report: Report) -> None:
        self._package, self._report = package, report
        self._main = package.main_part()
        self.unknown_symbols = 0
        self.names_run_styles = False
        self.root = self._story(self._main, package.part(self._main))

    @property
    def has_lists(self) -> bool:
        """Whether there is a part that defines lists."""
        return bool(self._package.related(self._main, "numbering"))

    def styles(self) -> StyleSheet | None:
        """The styles, each of which is parsed when it is asked for."""
        named = self._package.related(self._main, "styles")
        raw = self._try("styles", lambda: self._package.part(named[0])) if named else None
        if raw is None:
            return None
        return StyleSheet(raw, lambda some: self._try("styles", lambda: self._word(named[0], some)))

    def numbering(self) -> Element | None:
        """The root of the part that defines lists."""
        return self._read("numbering")

    def notes(self, kind: str) -> Element | None:
        """The root of the part with the notes of a kind: "footnotes" or "endnotes"."""
        return self._read(kind)

    def comments(self) -> Element | None:
        """The root of the part with the comments."""
        return self._read("comments")

    def replies(self) -> Element | None:
        """The root of the part that says which comment answers which."""
        return self._read(_EXTENSION)

    def headers_with_text(self) -> int:
        """How many headers and footers say something; one that cannot be read says nothing."""
        said = 0
        for kind in ("header", "footer"):
            for part in self._package.related(self._main, kind):
                try:
                    said += bool(_TEXT_IN_PART.search(self._package.part(part)))
                except UnreadableInput:
                    continue
        return said

    def warn_of_damage(self) -> None:
        """Say in the report which lists of parts could not be read."""
        for part in self._package.damaged:
            self._report.add(
                "warning",
                _("The part {part} cannot be read, so notes, comments, lists or styles may be missing.", part=part),
            )

    def _read(self, kind: str) -> Element | None:
        named = self._package.related(self._main, kind)
        return self._try(kind, lambda: self._parsed(kind, named[0])) if named else None

    def _parsed(self, kind: str, part: str) -> Element:
        raw = self._package.part(part)
        if kind == _EXTENSION:
            return self._package.parse(part, raw)
        return self._word(part, raw) if kind == "numbering" else self._story(part, raw)

    def _try(self, kind: str, read: Callable[[], _Read]) -> _Read | None:
        """What ``read`` gives, or a warning in the report, the same only once."""
        try:
            return read()
        except UnreadableInput as error:
            sentence = f"{_consequence(kind)} {error.message}"
            if all(finding.sentence != sentence for finding in self._report.findings):
                self._report.add("warning", sentence)
            return None

    def _word(self, part: str, raw: bytes) -> Element:
        """The root of a part in the namespace of Word."""
        root = self._package.parse(part, raw)
        if not is_word(root):
            raise _not_word(self._package.name, part)
        return root

    def _story(self, part: str, raw: bytes) -> Element:
        """The root of a part that holds text; what is written in symbol fonts in it is what it shows."""
        root = self._word(part, raw)
        self.names_run_styles = self.names_run_styles or _RUN_STYLE in raw
        if _names_symbol_font(raw):
            self.unknown_symbols += write_symbols(root, names_of(root))
        return root


def _names_symbol_font(raw: bytes) -> bool:
    """Whether a symbol font is named in a part; backwards is by far the faster way to look for a plain word."""
    return _DINGBATS.search(raw) is not None or raw.rfind(_SYMBOL) >= 0


def _consequence(kind: str) -> str:
    match kind:
        case "styles":
            return _("The styles cannot be read, so headings and automatic numbers may be missing.")
        case "numbering":
            return _("The definitions of lists cannot be read, so automatic numbers and bullets are missing.")
        case "footnotes":
            return _("The footnotes cannot be read and are missing.")
        case "endnotes":
            return _("The endnotes cannot be read and are missing.")
        case "comments":
            return _("The comments cannot be read and are missing.")
        case _:
            return _("It cannot be read which comments answer others.")


def _not_word(name: str, part: str) -> UnreadableInput:
    return UnreadableInput(
        _("{name} is not a Word document: its part {part} holds something else.", name=name, part=part),
        _("Open it in the program it was made with and save it as .docx."),
    )
