"""Segments of a code as cards: rows of a table, and one of them in full beside those it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from qualcode.actions.coding import CodingRow
from qualcode.messages import _, plural
from qualcode.table import Table
from qualcode.text.span import Span
from qualcode.tui.analysis.piles import UNSORTED, Piles
from qualcode.tui.view.columns import Column
from qualcode.tui.widgets.lines import Line, Words

_AROUND = 120  # characters that are shown before and behind a card at most
_LONGEST = 2000  # characters that are shown of a card
_EXCERPT = 300  # characters that are shown of a card it is compared with
_COMPARED = 30  # cards that one is compared with at a time
_NUMBERED = 9  # piles that have a key of their own

COLUMNS = ("document", "start", "end", "coder", "pile", "text", "guid")
"""What is written of a sorting; ``codes split --piles`` reads the pile and the guid."""


@dataclass(frozen=True)
class Cards:
    """The codings of a code, and the texts they are in by document."""

    rows: Sequence[CodingRow]
    texts: Mapping[str, str]

    def words(self, card: CodingRow) -> str:
        """What stands on a card."""
        return self.texts[card.document][card.start : card.end]


def columns() -> list[Column]:
    """The columns of the table."""
    return [
        Column("pile", _("pile"), 8, 2, 24),
        Column("text", _("segment"), 18, 8),
        Column("document", _("document"), 8, 2, 26),
        Column("coder", _("coder"), 6, 1, 14, from_width=70),
    ]


class CardRows:
    """Cards as rows; ``marked`` are the guids of those that are marked."""

    def __init__(self, cards: Cards, shown: Sequence[CodingRow], piles: Piles, marked: Collection[str]) -> None:
        self._cards, self._shown, self._piles, self._marked = cards, shown, piles, marked

    def __len__(self) -> int:
        return len(self._shown)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing: all texts are there."""

    def is_marked(self, number: int) -> bool:
        """Whether a row is marked."""
        return self._shown[number].guid in self._marked

    def words(self, number: int, columns: Sequence[str]) -> Sequence[Words]:
        """What stands in a row under these columns."""
        card = self._shown[number]
        pile = self._piles.pile_of(card.guid)
        cells: dict[str, Callable[[], Words]] = {
            "pile": lambda: (pile, "accent") if pile else ("–", "muted"),
            "text": lambda: (" ".join(self._cards.words(card)[:_EXCERPT].split()), ""),
            "document": lambda: (card.document, "muted"),
            "coder": lambda: (card.coder, "muted"),
        }
        return [cells[column]() for column in columns]


def pile_lines(piles: Piles, cards: int, shown: str | None) -> list[Line]:
    """All piles with their keys and how many cards lie on each; ``shown`` is the one whose cards alone are listed."""
    lines = [_pile_line("", _("all cards"), cards, shown is None)]
    lines.append(_pile_line("0", _("not sorted"), cards - len(piles.lies), shown == UNSORTED))
    for number, name in enumerate(piles.names, 1):
        key = str(number) if number <= _NUMBERED else ""
        lines.append(_pile_line(key, name, piles.count(name), shown == name))
    return lines


def _pile_line(key: str, name: str, count: int, is_shown: bool) -> Line:
    return (
        (f"{'▸' if is_shown else ' '}{key or ' '} ", "head"),
        (f"{name}  ", "head" if is_shown else ""),
        (str(count), "muted"),
    )


def card_lines(cards: Cards, card: CodingRow, piles: Piles) -> list[Line]:
    """A card in its surroundings, and under it the others of its pile, or of those not sorted yet."""
    pile = piles.pile_of(card.guid)
    others = [row for row in cards.rows if row is not card and piles.pile_of(row.guid) == pile]
    lines: list[Line] = [((f"{card.document} · {card.start}–{card.end} · {card.coder}", "head"),)]
    lines += [*_in_context(cards.texts[card.document], Span(card.start, card.end)), ()]
    if pile == UNSORTED:
        return lines
    lines.append(
        ((_("Beside it on the pile “{pile}”:", pile=pile), "head"),)
        if others
        else ((_("Alone on the pile “{pile}”.", pile=pile), "muted"),)
    )
    for row in others[:_COMPARED]:
        whole = " ".join(cards.words(row).split())
        words = whole[:_EXCERPT] + ("…" if len(whole) > _EXCERPT else "")
        lines.append((("• ", "muted"), (words, ""), (f"  {row.document}", "muted")))
    if len(others) > _COMPARED:
        more = len(others) - _COMPARED
        lines.append(((plural("and {n} more", "and {n} more", more), "muted"),))
    return lines


def _in_context(text: str, span: Span) -> list[Line]:
    """The words of a card, paragraph by paragraph, with those around them."""
    before = text[max(span.start - _AROUND, 0) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n")[0]
    words = span.of(text)
    cut = words[:_LONGEST] + ("…" if len(words) > _LONGEST else "")
    paragraphs: list[Line] = [((paragraph, ""),) for paragraph in cut.split("\n")]
    paragraphs[0] = ((before, "muted"), *paragraphs[0])
    paragraphs[-1] = (*paragraphs[-1], (after, "muted"))
    return paragraphs


def written(cards: Cards, piles: Piles) -> Table:
    """All cards with their piles, as a table that can be written and given to ``codes split --piles``."""
    rows = [
        (card.document, card.start, card.end, card.coder, piles.pile_of(card.guid), cards.words(card), card.guid)
        for card in cards.rows
    ]
    return Table(COLUMNS, rows)
