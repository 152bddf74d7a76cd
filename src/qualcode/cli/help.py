"""Help pages whose lines fit the terminal in Chinese as well, where a character takes two columns."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

import click

_MARK = "\0"


class Formatter(click.HelpFormatter):
    """Click wraps lines by counting characters. Each wide one is given a mark to be counted with it until it is written."""

    def write(self, string: str) -> None:
        """Add ``string`` without the marks."""
        super().write(string.replace(_MARK, ""))

    def write_text(self, text: str) -> None:
        """Wrap and add a paragraph."""
        super().write_text(_marked(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Wrap and add terms with what they mean, in two columns."""
        super().write_dl([(_marked(term), _marked(meaning)) for term, meaning in rows], col_max, col_spacing)


class Context(click.Context):
    """A context whose help pages are laid out so."""

    formatter_class = Formatter


def _marked(text: str) -> str:
    return "".join(letter + _MARK if east_asian_width(letter) in "WF" else letter for letter in text)
