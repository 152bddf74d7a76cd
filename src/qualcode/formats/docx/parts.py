"""The parts of a Word document beside its text, read only where the text needs them; one that is damaged costs no text."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Report
from qualcode.formats.docx.characters import write_symbols
from qualcode.formats.docx.names import is_word, names_of
from qualcode.formats.docx.package import Package
from qualcode.formats.docx.styles import of_paragraphs
from qualcode.messages import _

_DINGBATS, _SYMBOL = (b"Wingdings", b"Webdings"), b'"Symbol"'
_DEFINITIONS, _EXTENSION = ("styles", "numbering"), "commentsExtended"
_TEXT_IN_PART = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>\s*[^\s<]")


class Parts:
    """The main part of a package and those it refers to. What cannot be read becomes a warning in the report.

    ``unknown_symbols`` counts characters written in symbol fonts that are not known.

    Raises UnreadableInput when there is no main part or it holds something else.
    """

    def __init__(self, package: Package, report: Report) -> None:
        self._package, self._report = package, report
        self._main = package.main_part()
        self.unknown_symbols = 0
        self.root = self._story(self._main, package.part(self._main))

    @property
    def has_lists(self) -> bool:
        """Whether there is a part that defines lists."""
        return bool(self._package.related(self._main, "numbering"))

    def styles(self) -> Element | None:
        """The root of the styles part, with the styles that may be those of paragraphs."""
        return self._read("styles")

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
        if not named:
            return None
        try:
            raw = self._package.part(named[0])
            if kind == _EXTENSION:
                return self._package.parse(named[0], raw)
            if kind in _DEFINITIONS:
                return self._word(named[0], of_paragraphs(raw) if kind == "styles" else raw)
            return self._story(named[0], raw)
        except UnreadableInput as error:
            self._report.add("warning", f"{_consequence(kind)} {error.message}")
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
        if _names_symbol_font(raw):
            self.unknown_symbols += write_symbols(root, names_of(root))
        return root


def _names_symbol_font(raw: bytes) -> bool:
    """Whether a symbol font is named in a part, looked for in the ways that take a tenth of the time of the plain one."""
    at = raw.find(b"W")
    while at >= 0:
        if raw.startswith(_DINGBATS, at):
            return True
        at = raw.find(b"W", at + 1)
    return raw.rfind(_SYMBOL) >= 0


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
