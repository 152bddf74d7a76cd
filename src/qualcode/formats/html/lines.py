"""Lines of a web page as a browser lays them out: white space collapses, blocks begin and end lines."""

from __future__ import annotations

import re
from unicodedata import east_asian_width, name

from qualcode.formats.passage import Passage

_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")  # all but single spaces


class Lines:
    """The lines of a page, written to ``passage``. ``level`` is that of the heading the text stands in, 0 for none."""

    def __init__(self) -> None:
        self.passage = Passage()
        self.level = 0
        self.label = ""  # of the list item whose text comes next
        self._space = ""  # white space that counts only if more follows on the line
        self._breaks = 0
        self._last = ""

    def text(self, text: str) -> None:
        """Text in which a row of white space is one space, and none at the ends of a line."""
        said = text.strip(" \t\n\r\f")
        if not said:
            self._space += text
            return
        start = text.index(said)
        self._space += text[:start]
        self.write_space(said[0])
        self.preserved(_collapsed(said))
        self._space = text[start + len(said) :]

    def preserved(self, text: str) -> None:
        """Text as it is, with its line ends."""
        for ordinal, line in enumerate(text.split("\n") if "\n" in text else (text,)):
            if ordinal:
                self.line_break()
            if line:
                self._write(line)

    def line_break(self) -> None:
        """A new line in the same paragraph; at its end it only ends the line before."""
        if not self.passage.is_open or self.label:
            self._write("")
        self._breaks += 1
        self._space = ""

    def end_line(self) -> None:
        """A block begins or ends here."""
        if self.passage.is_open:
            self.passage.write("\n" * (self._breaks - 1))
            self.passage.end_paragraph(self.level)
        self._space, self._breaks, self._last = "", 0, ""

    def write_space(self, following: str = "") -> None:
        """Write the space that waits, where it shows, so that a place behind it can be marked."""
        space, self._space = self._space, ""
        if space and self.passage.is_open and not self._breaks and self._last not in ("", " ", "\t"):
            self._write(_between(self._last, space, following))

    def _write(self, text: str) -> None:
        label, self.label = self.label, ""
        self.passage.write(label + "\n" * self._breaks + text)
        self._breaks = 0
        self._last = text[-1:] or self._last


def _collapsed(text: str) -> str:
    return _SPACES.sub(lambda run: _between(text[run.start() - 1], run[0], text[run.end()]), text)


def _between(before: str, space: str, after: str) -> str:
    """What a row of white space shows: nothing where it only breaks a line of the file between two Chinese characters."""
    return "" if "\n" in space and _is_wide(before) and _is_wide(after) else " "


def _is_wide(character: str) -> bool:
    """Whether no space is set beside it: Chinese and Japanese; Korean has spaces between words."""
    return (
        bool(character)
        and east_asian_width(character) in "WF"
        and not name(character, "").startswith(("HANGUL", "EMOJI"))
    )
