"""A document with what has been put on it in the words themselves, for who hears it, and for pagers.

Each coding is opened and closed by its number, ``⟦1 code · coder: the words 1⟧``, so that those that overlap can be told apart. What
stands between marks is the text, character for character: ``⟦number …: `` and `` number⟧`` taken out, the text is left. Where a text, a
name or a memo holds such brackets itself, those of the marks are longer than any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.actions import coding, memos
from qualcode.actions.material import documents
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.view import View

OPENS, CLOSES = "⟦", "⟧"


class Mark(NamedTuple):
    """What is put on a span, compared in the order in which marks are opened: by place, and of those that open together the longest first."""

    start: int
    shorter: int  # its end, counted backwards
    said: str

    @property
    def end(self) -> int:
        """Where its span ends."""
        return -self.shorter


def reading(view: View, name: str, *, by: str | None = None, with_memos: bool = False) -> str:
    """The text of a document with its codings in it, all or those of a coder; with memos, if wanted, as marks of their own.

    Raises NotFound for an unknown document or coder.
    """
    document = documents.open_document(view, name)
    rows = coding.matching(view, document=name, coder=by)
    marks = [Mark(row.start, -row.end, one_line(f"{row.code} · {row.coder}")) for row in rows]
    if with_memos:
        marks += _of_memos(view, name, by, len(document.text))
    return marked(document.text, sorted(marks))


def _of_memos(view: View, name: str, by: str | None, length: int) -> Iterator[Mark]:
    """The memos on a document, which is all of its text, and on words of it."""
    coder = by and queries.coder_named(view, by).name
    for memo in memos.listing(view, name):
        if coder in (None, memo.coder):
            start, end = (memo.start or 0, length if memo.end is None else memo.end)
            written = " – ".join(filter(None, [memo.title, memo.text]))
            yield Mark(start, -end, one_line(_("memo “{words}” · {coder}", words=written, coder=memo.coder)))


def one_line(words: str) -> str:
    """Words as they stand in a mark: in one line, and without the colon and space that end what a mark says."""
    return " ".join(words.split()).replace(": ", ":\N{NO-BREAK SPACE}")


def marked(text: str, marks: Sequence[Mark]) -> str:
    """A text with marks in it, numbered in the order they are given."""
    held = re.findall(f"{OPENS}+|{CLOSES}+", "\n".join([text, *(mark.said for mark in marks)]))
    longest = max(map(len, held), default=0)
    opens, closes = OPENS * (longest + 1), CLOSES * (longest + 1)
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for number, mark in enumerate(marks, 1):
        opened.setdefault(mark.start, []).append(f"{opens}{number} {mark.said}: ")
        closed.setdefault(mark.end, []).append(f" {number}{closes}")
    pieces, last = [], 0
    for position in sorted(opened.keys() | closed.keys()):
        pieces += [text[last:position], *reversed(closed.get(position, [])), *opened.get(position, [])]
        last = position
    return "".join([*pieces, text[last:]])
