"""A word or phrase where it stands, with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.actions.words.selected_text import Reader, SelectedText, Selection, codings_meant, speaker_at
from qualcode.errors import WrongUse
from qualcode.messages import _, plural
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.contexts import around
from qualcode.text.folding import folded
from qualcode.text.phrases import Phrase
from qualcode.text.span import Span

if TYPE_CHECKING:
    from qualcode.analysis.coding_table import CodingTable

COLUMNS = ("document", "start", "end", "speaker", "left", "keyword", "right")
_WIDEST = 10_000


@dataclass(frozen=True)
class Context:
    """How much is shown on either side: a number of terminal columns, or of words."""

    size: int = 40
    in_words: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.size <= _WIDEST:
            raise WrongUse(_("There is no context of {n}.", n=self.size), _("Give 0 to {most}.", most=_WIDEST))


def kwic(
    view: View,
    word: str,
    selection: Selection | None = None,
    context: Context | None = None,
    *,
    everything: bool = True,
) -> Table:
    """Every place of a word or phrase (see ``text.phrases.Phrase``) with its context, under the columns of ``kwic``.

    All text but speakers' labels is looked through, interviewers' words and headings too, unless the selection names roles or
    speakers; without ``everything`` the text that ``words.words`` counts. Context stays within what one speaker says. Raises
    NotFound and WrongUse as ``words.words``.
    """
    selection, context = selection or Selection(), context or Context()
    phrase, reader = Phrase(word), Reader(view, selection, everything=everything)
    inside = codings_meant(view, selection, "hit")
    rows = []
    for selected in reader.read():
        hits = list(_hits(selected, phrase))
        kept = hits if inside is None else _coded(hits, selected.number, inside[0])
        rows += [hit_cells(selected, span, within, context) for span, within in kept]
    notes = (told(len(rows), len({row[0] for row in rows})), *reader.notes(), *(inside[1] if inside else ()))
    return Table(COLUMNS, rows, notes)


def told(hits: int, documents: int) -> str:
    """How many hits there are, and in how many documents."""
    if not hits:
        return _(
            "Found nowhere. Letters match as whole words, word* by their beginning; width and case make no difference."
        )
    there = plural("{n} document", "{n} documents", documents)
    return plural("{n} hit in {there}.", "{n} hits in {there}.", hits, there=there)


def _hits(selected: SelectedText, phrase: Phrase) -> Iterator[tuple[Span, Span]]:
    """Where the phrase stands, each with the stretch that it stands in."""
    small = folded(selected.text)
    for _turn, stretch in selected.stretches:
        for span in phrase.find(small, stretch.start, stretch.end):
            yield span, stretch


def _coded(hits: Sequence[tuple[Span, Span]], document: int, table: CodingTable) -> list[tuple[Span, Span]]:
    """The hits that codings touch (see ``touch_units``)."""
    import numpy as np

    from qualcode.analysis.touch import touch_units

    there = table.document == document
    spans = np.array([(span.start, span.end) for span, _ in hits], dtype=np.int64).reshape(-1, 2)
    _coding, hit = touch_units(table.start[there], table.end[there], spans[:, 0], spans[:, 1], "half")
    return [hits[at] for at in sorted(set(hit.tolist()))]


def hit_cells(selected: SelectedText, span: Span, within: Span, context: Context) -> tuple[str | int | None, ...]:
    """A row of ``kwic``."""
    left, right = around(selected.text, span, within, context.size, context.in_words)
    keyword = " ".join(span.of(selected.text).split())
    speaker = speaker_at(selected.turns, span.start)
    return (selected.row.name, span.start, span.end, speaker, left, keyword, right)
