"""The words of RTF: control words, symbols, bytes written as hexadecimal digits, braces and text.

Source: Rich Text Format Specification 1.9.1, "RTF Syntax".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    r"""\\([A-Za-z]{1,32})(-?\d{1,10})?[ ]?  # a control word, its number, and the space that ends it
    |((?:\\'[0-9A-Fa-f]{2})+)                # bytes
    |\\(.)                                   # a control symbol
    |([{}])
    |[\r\n\0]+                               # only breaks the lines of the file
    |([^\\{}\r\n\0]+)""",
    re.VERBOSE | re.DOTALL,
)
_INSIDE = re.compile(r"[{}]|\\bin(\d{1,10}) ?|\\.", re.DOTALL)

Kind = Literal["word", "bytes", "symbol", "open", "close", "text"]


class Token(NamedTuple):
    """One word of RTF; ``text`` is a control word's name, a symbol, a text, or bytes as Latin-1 characters."""

    kind: Kind
    text: str
    number: int | None = None


class Tokens:
    """The tokens of an RTF file, given as Latin-1 characters that stand for its bytes, or as Unicode.

    Of control words only those in ``known`` are told, and those that say what a group is that may be passed over: most of
    RTF is about looks.
    """

    def __init__(self, characters: str, known: Container[str]) -> None:
        self._characters, self._known = characters, known
        self._at = 0

    def __iter__(self) -> Iterator[Token]:
        starred = False
        while match := _TOKEN.match(self._characters, self._at):
            self._at = match.end()
            word, number, escaped, symbol, brace, text = match.groups()
            if text is not None:
                yield Token("text", text)
            elif word == "bin":
                self._at += max(int(number or 0), 0)  # that many raw bytes, of a picture
            elif word is not None:
                if starred or word in self._known:
                    yield Token("word", word, None if number is None else int(number))
                starred = False
            elif brace is not None:
                yield Token("open" if brace == "{" else "close", brace)
            elif escaped is not None:
                yield Token("bytes", bytes.fromhex(escaped.replace("\\'", "")).decode("latin-1"))
            elif symbol is not None:
                starred = symbol == "*"
                yield Token("symbol", symbol)

    def skip_group(self) -> None:
        """Go on at the brace that closes the group the next token stands in."""
        depth = 0
        while match := _INSIDE.search(self._characters, self._at):
            brace = match[0]
            if brace == "}" and depth == 0:
                self._at = match.start()
                return
            self._at = match.end() + int(match[1] or 0)
            depth += (brace == "{") - (brace == "}")
        self._at = len(self._characters)
