"""Patterns for the names of files: ``{county}_{level}_{date}.docx`` reads 东麓县_town_20240531.docx."""

from __future__ import annotations

import re
from pathlib import PurePath
from unicodedata import normalize

from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.text.dates import DATE

IGNORED = ("_", "")
"""Names in braces whose text is passed over."""

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]")
_ENDING = re.compile(r"\.(?:\w{1,8}|\{_?\})$")


class NamePattern:
    """What stands between braces is a name, everything else stands in the file's name as it is, in any case of letters.

    A name takes as little as it can. ``{date}`` takes a date, ``{_}`` whatever is there. With a slash the pattern is one
    of the end of the path, and no name reaches beyond its folder. Without an ending it is compared without the file's.
    Raises WrongUse for a pattern without names, and where nothing tells two names apart.
    """

    def __init__(self, pattern: str) -> None:
        self._depth = pattern.count("/") + 1
        self._with_ending = _ENDING.search(pattern) is not None
        self._names: list[str] = []
        self._text = pattern
        self._pattern = re.compile(self._compiled(normalize("NFC", pattern)), re.IGNORECASE | re.DOTALL)

    def read(self, path: PurePath) -> list[tuple[str, str]] | None:
        """Each name with what it stands for in a file's path; None where the path does not fit."""
        parts = [*path.parts[:-1], path.name if self._with_ending else path.stem][-self._depth :]
        match = self._pattern.fullmatch(normalize("NFC", "/".join(parts)))
        return None if match is None else [(name, value.strip()) for name, value in zip(self._names, match.groups())]

    def _compiled(self, pattern: str) -> str:
        made, open_name = "", False
        for piece in _PIECE.finditer(pattern):
            if piece[1] is None:
                if piece[0] in ("{", "}"):
                    raise self._unclear(_("a brace is opened and not closed, or the other way round"))
                made += re.escape(piece[0][0] if piece[0] in ("{{", "}}") else piece[0])
                open_name = False
            else:
                name = piece[1].strip()
                if open_name and name != "date":
                    raise self._unclear(_("nothing stands between two names"))
                made += self._group(name)
                open_name = name != "date"
        if not self._names:
            raise self._unclear(_("no name stands in braces"))
        return made

    def _group(self, name: str) -> str:
        if name in IGNORED:
            return "[^/]*?"
        if name in self._names:
            return f"(?:\\{self._names.index(name) + 1})"
        self._names.append(name)
        return f"({DATE})" if name == "date" else "([^/]+?)"

    def _unclear(self, why: str) -> WrongUse:
        return WrongUse(
            _("The pattern {pattern!r} cannot be used: {why}.", pattern=self._text, why=why),
            _("Write names in braces and what stands between them, for instance {example}.", example="{county}_{date}"),
        )
