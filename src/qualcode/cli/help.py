"""Help pages whose lines fit the terminal in Chinese as well, where a character takes two columns and no space follows it."""

from __future__ import annotations

from collections.abc import Iterable

import click

from qualcode.cli.lines import columns, wrapped
from qualcode.messages import _

_LEAST = 10  # columns for what a term means, however long the terms


class Formatter(click.HelpFormatter):
    """Click breaks lines at spaces and counts characters; here Chinese is broken as Chinese is, and columns are counted."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write what stands above a list."""
        self.write(" " * self.current_indent + _("{heading}:", heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Break and add paragraphs."""
        indent = " " * self.current_indent
        paragraphs = (wrapped(" ".join(it.split("\n")), self.width - len(indent)) for it in text.split("\n\n"))
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Add terms with what they mean, in two columns; a term wider than ``col_max`` has a line of its own."""
        rows = list(rows)
        first = min(max((columns(term) for term, _meaning in rows), default=0), col_max) + col_spacing
        margin = " " * (self.current_indent + first)
        for term, meaning in rows:
            lines = wrapped(meaning, max(self.width - first - 2, _LEAST))
            head = " " * self.current_indent + term
            if columns(term) > first - col_spacing:
                self.write(f"{head}\n")
                head = ""
            self.write(head + margin[columns(head) :] + lines[0] + "\n")
            self.write("".join(f"{margin}{line}\n" for line in lines[1:]))


class Context(click.Context):
    """A context whose help pages are laid out so."""

    formatter_class = Formatter
