"""A triangulation as a table: a square of passages in words, or a row for each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.actions.comparing.triangulation import Passage, SeenCell, Triangulation
from qualcode.actions.tables import dimensions
from qualcode.errors import WrongUse
from qualcode.messages import _, joined, listed, noted, plural
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.table import Cell, Table

SHOWN = ("first", "longest", "all", "count")
LONG_COLUMNS = (
    *("case", "side", "state", "documents", "words", "passages", "contradicting"),
    *("passage", "document", "start", "end"),
    *("contradiction", "contradiction_document", "contradiction_start", "contradiction_end", "because"),
)
_ROOM = 15_000  # characters of one half of a cell, for a sheet holds 32,767


@dataclass(frozen=True)
class Showing:
    """Which passages of a cell are shown: the first ``number`` in the order of documents and text, or of length."""

    number: int | None = 1
    longest: bool = False

    @classmethod
    def named(cls, word: str) -> Showing:
        """By a word of SHOWN or a number. Raises WrongUse for any other."""
        if word.isdecimal() and int(word) > 0:
            return cls(int(word))
        if word not in SHOWN:
            raise WrongUse(
                _("{word!r} does not say which passages to show.", word=word),
                _("Choose one of {words}, or a number of passages.", words=listed(SHOWN)),
            )
        return {"first": cls(1), "longest": cls(1, True), "all": cls(None), "count": cls(0)}[word]

    def of(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """Those that are shown."""
        order = sorted(passages, key=lambda it: -it.length) if self.longest else passages
        return order[: self.number]


class Words:
    """The words of passages, as far as consent allows; each document is opened once while its passages are asked in order."""

    def __init__(self, view: View, seen: Triangulation) -> None:
        self._view, self._seen = view, seen
        self._texts: dict[int, str] = {}

    def may_quote(self, passage: Passage) -> bool:
        """Whether the words may be shown."""
        return passage.document not in self._seen.barred

    def of(self, passage: Passage) -> str:
        """The words themselves."""
        if passage.document not in self._texts:
            if len(self._texts) > 50:
                self._texts.clear()
            document = self._seen.found.documents[passage.document]
            self._texts[passage.document] = queries.text_of(self._view, document.id)
        return self._texts[passage.document][passage.start : passage.end].strip()

    def where(self, passage: Passage) -> str:
        """Document and place."""
        return f"{self._seen.found.documents[passage.document].name} {passage.start}–{passage.end}"


def square(view: View, seen: Triangulation, show: str = "first") -> Table:
    """A row for each case and a column for each side; empty where there is no document.

    Cells say how many passages there are and show some; then what contradicts them.
    """
    showing, words = Showing.named(show), Words(view, seen)
    rows = [
        (name, *(_in_words(seen.cell(case, side), showing, words) for side in range(len(seen.labels))))
        for case, name in enumerate(seen.cases)
    ]
    return Table(("case", *seen.labels), rows, (*seen.notes, *_nothing(seen)))


def long(view: View, seen: Triangulation, show: str = "first") -> Table:
    """A row for each case and side under LONG_COLUMNS, also where there is nothing; with the first passage that is shown."""
    showing, words = Showing.named(show), Words(view, seen)
    rows = [
        (name, label, *_facts(seen, seen.cell(case, side), showing, words))
        for case, name in enumerate(seen.cases)
        for side, label in enumerate(seen.labels)
    ]
    return Table(LONG_COLUMNS, rows, (*seen.notes, *_nothing(seen)))


def side_name(by: str) -> str:
    """What one of the sides is called: kind, role, year."""
    return {"roles": "role", "speaker-roles": "speaker_role"}.get(by) or dimensions.key_name(by)


def _nothing(seen: Triangulation) -> list[str]:
    if seen.cases:
        return []
    return [_("No case is tied to a document. qualcode cases link DOCUMENT CASE ties one.")]


def _in_words(cell: SeenCell, showing: Showing, words: Words) -> Cell:
    state = cell.state
    if state == "empty":
        return None
    if state == "silent":
        n = len(cell.documents)
        return plural("silent: {n} document", "silent: {n} documents", n)
    said = []
    if cell.coded:
        said = [plural("{n} passage", "{n} passages", len(cell.coded)), *_quoted(cell.coded, showing, words)]
    if cell.against:
        said += [
            plural("contradicts: {n} passage", "contradicts: {n} passages", len(cell.against)),
            *_quoted(cell.against, showing, words),
        ]
    return "\n".join(said)


def _quoted(passages: Sequence[Passage], showing: Showing, words: Words) -> Iterator[str]:
    """The passages that are shown, then how many are not, and how many may not be."""
    allowed = [it for it in passages if words.may_quote(it)]
    shown = list(showing.of(allowed))
    room = _ROOM
    for number, passage in enumerate(shown):
        text = f"“{words.of(passage)}” ({words.where(passage)}{_reason(passage)})"
        room -= len(text)
        if room < 0:
            shown = shown[:number]
            break
        yield text
    if showing.number != 0 and (more := len(allowed) - len(shown)):
        yield plural("[{n} more passage]", "[{n} more passages]", more)
    if withheld := len(passages) - len(allowed):
        yield plural("[{n} passage not to be quoted]", "[{n} passages not to be quoted]", withheld)


def _reason(passage: Passage) -> str:
    if not passage.because:
        return ""
    return "; " + (noted(passage.code, passage.because) if passage.code else passage.because)


def _facts(seen: Triangulation, cell: SeenCell, showing: Showing, words: Words) -> tuple[Cell, ...]:
    amount = sum(seen.found.documents[at].words for at in cell.documents)
    numbers = (cell.state, len(cell.documents), amount, len(cell.coded), len(cell.against))
    one, other = _place(cell.coded, showing, words, seen), _place(cell.against, showing, words, seen)
    reasons = list(dict.fromkeys(_reason(it)[2:] for it in cell.against))
    return (*numbers, *one, *other, joined(reasons) or None)


def _place(passages: Sequence[Passage], showing: Showing, words: Words, seen: Triangulation) -> tuple[Cell, ...]:
    shown = showing.of([it for it in passages if words.may_quote(it)])
    if not shown:
        return (None, None, None, None)
    first = shown[0]
    return words.of(first), seen.found.documents[first.document].name, first.start, first.end
