"""Picked quotes as rows of a table, and one of them in full."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualcode.actions.privacy import consent
from qualcode.actions.quotes import picked
from qualcode.actions.quotes.picked import Quote
from qualcode.messages import _
from qualcode.project import View
from qualcode.tui.view.columns import Column
from qualcode.tui.widgets.lines import Line, Words

_EXCERPT = 400  # characters of which a row shows what fits


@dataclass(frozen=True)
class Quotes:
    """The quotes in their order, and the documents whose participants do not agree to be quoted."""

    rows: Sequence[Quote]
    barred: Collection[int]

    @classmethod
    def of(cls, view: View) -> Quotes:
        """The quotes of a project as who looks may see them."""
        return cls(picked.quotes(view), set(consent.documents_barred(view, "quote")))


def columns() -> list[Column]:
    """The columns of the table."""
    return [
        Column("number", "", 4, at_right=True),
        Column("words", _("quote"), 24, 8),
        Column("code", _("code"), 10, 3, 28),
        Column("document", _("document"), 8, 2, 24),
        Column("speaker", _("speaker"), 8, 1, 16, from_width=110),
        Column("translated", _("translated"), 10, from_width=90),
    ]


class QuoteRows:
    """Quotes as rows."""

    def __init__(self, quotes: Quotes) -> None:
        self._quotes = quotes

    def __len__(self) -> int:
        return len(self._quotes.rows)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing: everything is there."""

    def is_marked(self, number: int) -> bool:
        """Nothing is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> Sequence[Words]:
        """What stands in a row under these columns; what may not be quoted looks like trouble."""
        quote = self._quotes.rows[number]
        cells: dict[str, Words] = {
            "number": (str(quote.number), "muted"),
            "words": (
                " ".join(quote.words[:_EXCERPT].split()),
                "trouble" if quote.document_id in self._quotes.barred else "",
            ),
            "code": (quote.codes[0].rpartition("/")[2] if quote.codes else "", ""),
            "document": (quote.document, "muted"),
            "speaker": (quote.speaker or "", "muted"),
            "translated": ("✓" if quote.translation else "", ""),
        }
        return [cells[column] for column in columns]


def details(quotes: Quotes, quote: Quote) -> list[Line]:
    """A quote in full: its words, how they are printed, its translation, and the way back."""
    lines: list[Line] = []
    if quote.document_id in quotes.barred:
        lines.append(
            ((_("Consent does not allow this to be quoted: it is withheld when quotes are written."), "trouble"),)
        )
    lines += [((paragraph, ""),) for paragraph in quote.text.strip().split("\n")]
    for head, words in ((_("printed"), quote.wording), (_("translation"), quote.translation), (_("note"), quote.note)):
        if words:
            lines.append(((f"{head}  ", "muted"), (words, "")))
    return [*lines, (), (((" · ".join(filter(None, (quote.speaker, quote.where, *quote.codes)))), "muted"),)]
