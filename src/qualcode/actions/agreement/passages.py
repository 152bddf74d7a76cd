"""Who coded a passage how: the codings of its document, with the text they were put on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.actions import coding
from qualcode.actions.coding import CodingRow
from qualcode.actions.material.documents import OpenDocument, open_document
from qualcode.store.view import View
from qualcode.text.span import Span


@dataclass(frozen=True)
class Ground:
    """A document and the codings that are shown of it, by place."""

    document: OpenDocument
    codings: tuple[CodingRow, ...]

    def around(self, span: Span) -> Span:
        """The whole turn a span begins in, else its paragraphs; never less than the span."""
        text = self.document.text
        for turn in self.document.turns:
            if turn.start <= span.start < turn.end:
                return Span(turn.start, max(turn.end, span.end))
        start, end = text.rfind("\n", 0, span.start + 1) + 1, text.find("\n", span.end)
        return Span(min(start, span.start), len(text) if end < 0 else end)

    def codings_on(self, span: Span, coder: str) -> list[CodingRow]:
        """What a coder has put on any part of a span."""
        return [row for row in self.codings if row.coder == coder and row.start < span.end and span.start < row.end]


def grounds(view: View, names: Iterable[str]) -> dict[str, Ground]:
    """These documents as ``view`` shows them, by name."""
    return {name: Ground(open_document(view, name), tuple(coding.of_document(view, name))) for name in sorted(names)}
