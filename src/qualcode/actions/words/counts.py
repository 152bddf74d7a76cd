"""The words of a project: how often they stand in it, and which tell one group of texts from another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from qualcode.actions.tables import dimensions
from qualcode.actions.words.selected_text import (
    ALL_ROLES,
    Reader,
    Selection,
    codings_meant,
    documents_by,
    label_named,
)
from qualcode.actions.words.wording import Wording, dropped, listed_words, rules
from qualcode.messages import _
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.folding import folded
from qualcode.text.terms import Terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualcode.actions.layers import Codings
    from qualcode.analysis.dimension import Dimension
    from qualcode.analysis.running_words import RunningWords


#: What words can be sorted by, beside attributes and periods.
SORTED_BY = ("documents", "kinds", "cases", "sets", "case-sets", "speakers", "roles", "codes")


@dataclass(frozen=True, eq=False)
class _Found:
    """Running words of a selection, which of them count, the turn each is from (a place in ``turns``), and what must be said."""

    words: RunningWords
    counted: NDArray[np.bool_]
    turn: NDArray[np.int32]
    turns: Sequence[Any]
    codings: Codings
    notes: list[str]

    def say(self, notes: Iterable[str]) -> None:
        """Add what must be said, unless it is said already."""
        self.notes.extend(note for note in notes if note not in self.notes)

    def by_turn(self, name: str) -> Dimension:
        """The words by who says them (``speaker``) or in what role; words of nobody have no label."""
        import numpy as np

        from qualcode.analysis.dimension import Dimension

        labels: dict[str, int] = {}
        values = [getattr(turn, name, None) for turn in self.turns]
        place = [-1 if value is None else labels.setdefault(value, len(labels)) for value in values]
        return Dimension.of_codings(f"{name}s", list(labels), np.array(place, dtype=np.int64)[self.turn])


def words(
    view: View, selection: Selection | None = None, wording: Wording | None = None, *, by: str | None = None
) -> Table:
    """How often words stand in the text of a selection, under the columns of ``words``; with ``by`` crossed with a dimension.

    Raises NotFound for an unknown document, code, speaker or value, WrongUse for an unknown dimension.
    """
    from qualcode.analysis import words as measure

    selection, wording = selection or Selection(), wording or Wording()
    found = _running_words(view, _wide_enough(selection, by), wording)
    at_least, most = wording.at_least, wording.most
    if by is None:
        made = measure.word_list(found.words, found.counted, at_least=at_least, most=most)
    else:
        dimension = _dimension(view, found, by, selection)
        made = measure.word_matrix(found.words, found.counted, dimension, at_least=at_least, most=most)
    return made.with_notes((*_notes_of(view, by), *found.notes))


def _notes_of(view: View, by: str | None) -> list[str]:
    """What must be said of a dimension."""
    if "speakers" in (by or "").split("*"):
        return [_("Speakers are told apart by their labels: one label in several documents is one speaker here.")]
    return dimensions.notes(view, by or "")


def keyness(
    view: View,
    by: str,
    group: str,
    reference: str | None = None,
    selection: Selection | None = None,
    wording: Wording | None = None,
) -> Table:
    """Which words tell a group (a label of the dimension ``by``) from another, or from all the other text of the selection.

    A group of the dimension ``codes`` is what is coded with the code or one below it. What belongs to both groups counts for
    the first. Raises NotFound for a label that nothing has, WrongUse for an unknown dimension.
    """
    import numpy as np

    from qualcode.analysis import keywords

    selection, wording = selection or Selection(), wording or Wording()
    found = _running_words(view, _wide_enough(selection, by), wording)
    inside = _members(view, found, by, group, selection)
    outside = ~inside if reference is None else _members(view, found, by, reference, selection) & ~inside
    size = len(found.words.vocabulary)
    count, other = (np.bincount(found.words.word[mask & found.counted], minlength=size) for mask in (inside, outside))
    made = keywords.keyness(
        found.words.vocabulary, count, other, int(inside.sum()), int(outside.sum()), at_least=wording.at_least
    )
    said = _groups(by, group, reference)
    return Table(made.columns, made.rows[: wording.most], (said, *made.notes, *_notes_of(view, by), *found.notes))


def _groups(by: str, group: str, reference: str | None) -> str:
    if reference is None:
        return _("Groups: {name} {group} against the rest of the text.", name=by, group=group)
    return _("Groups: {name} {group} against {reference}.", name=by, group=group, reference=reference)


def _wide_enough(selection: Selection, by: str | None) -> Selection:
    """The selection with interviewers in it, where it is to be sorted by who speaks and nothing else is asked for."""
    asked = selection.roles or selection.speakers
    by_speech = not {"roles", "speakers"}.isdisjoint((by or "").split("*"))
    return replace(selection, roles=(ALL_ROLES,)) if by_speech and not asked else selection


def _running_words(view: View, selection: Selection, wording: Wording) -> _Found:
    """Cut the selection's text into words; where n-grams are wanted, into those."""
    from qualcode.analysis.running_words import grams

    reader = Reader(view, selection)
    running, turn, turns = _gathered(reader, Terms(listed_words(wording.dictionary)), wording.ngram > 1)
    inside = codings_meant(view, selection)
    if inside is not None:
        mask = _covered(running, inside[0])
        running, turn = running.where(mask), turn[mask]
    made, counted, first = grams(running, wording.ngram, dropped(running, wording))
    notes = [*reader.notes(), *(inside[1] if inside else ()), *rules(wording)]
    return _Found(made, counted, turn[first], turns, reader.codings, notes)


def _gathered(reader: Reader, terms: Terms, for_grams: bool) -> tuple[RunningWords, NDArray[np.int32], list[Any]]:
    """All words of a reader's text, the turn each is from, and those turns (None where a document has none)."""
    import numpy as np

    from qualcode.analysis.running_words import Gatherer

    gatherer = Gatherer(for_grams)
    turns: list[Any] = []
    sizes: list[int] = []
    for selected in reader.read():
        small = folded(selected.text)
        found: list[str] = []
        starts: list[int] = []
        for turn, span in selected.stretches:
            words, places = terms.cut_words(small, span.start, span.end)
            found += words
            starts += places
            turns.append(turn)
            sizes.append(len(words))
        gatherer.add(selected.number, found, starts, small)
    return gatherer.done(), np.repeat(np.arange(len(turns), dtype=np.int32), sizes), turns


def _covered(running: RunningWords, table: Any) -> NDArray[np.bool_]:
    """Which words the codings of a table touch (see ``touch_units``)."""
    import numpy as np

    from qualcode.analysis.touch import touch_units

    at = table.offsets[running.document]
    _coding, word = touch_units(table.line_start, table.line_end, at + running.start, at + running.end, "half")
    mask = np.zeros(len(running), dtype=bool)
    mask[word] = True
    return mask


def _dimension(view: View, found: _Found, name: str, selection: Selection) -> Dimension:
    """The dimension of this name, or a product of several, over running words in place of codings.

    Raises WrongUse for one that words do not have.
    """
    from qualcode.analysis.product import product

    parts = [part.strip() for part in name.split("*")]
    made = [_single(view, found, part, selection) for part in parts]
    if len(made) > 1:
        made = [replace(one, factors=(dimensions.key_name(part),)) for one, part in zip(made, parts)]
    return reduce(lambda one, other: product(one, other, len(found.words)), made)


def _single(view: View, found: _Found, name: str, selection: Selection) -> Dimension:
    if ":" not in name and name not in SORTED_BY:
        raise dimensions.unknown(view, name, SORTED_BY)
    if name in ("roles", "speakers"):
        return found.by_turn(name.removesuffix("s"))
    if name == "codes":
        return _by_codes(view, found, selection)
    return _by_documents(view, found, name)


def _by_documents(view: View, found: _Found, name: str) -> Dimension:
    """Each word belongs to the labels of its document."""
    import numpy as np

    from qualcode.analysis.arrays import expand
    from qualcode.analysis.dimension import Dimension

    members = documents_by(view, found.codings, name)
    label = np.repeat(np.arange(len(members)), [len(documents) for documents in members.values()])
    document = np.array([number for documents in members.values() for number in documents], dtype=np.int64)
    order = np.argsort(document, kind="stable")
    numbers = np.arange(len(found.codings.documents) + 1)
    edges = np.searchsorted(document[order], numbers)  # where the labels of each document begin
    word, place = expand(edges[found.words.document], edges[found.words.document + 1])
    return Dimension(name, tuple(members), word, label[order][place])


def _by_codes(view: View, found: _Found, selection: Selection) -> Dimension:
    """Each word belongs to the codes of the codings that touch it."""
    from qualcode.actions.tables.crossings import codings_of
    from qualcode.analysis.dimension import Dimension
    from qualcode.analysis.touch import touch_note, touch_units

    coded, running = codings_of(view, selection.layer, selection.where), found.words
    found.say([touch_note("half", "word"), *coded.notes])
    table, at = coded.table, coded.table.offsets[running.document]
    coding, word = touch_units(table.line_start, table.line_end, at + running.start, at + running.end, "half")
    return Dimension.of_pairs("codes", table.codes, word, table.code[coding])


def _members(view: View, found: _Found, by: str, label: str, selection: Selection) -> NDArray[np.bool_]:
    """Which running words belong to a group."""
    import numpy as np

    if by == "codes":
        inside = codings_meant(view, replace(selection, code=label))
        assert inside is not None
        found.say(inside[1][1:])  # all but which code it is: that is said as the group
        return _covered(found.words, inside[0])
    dimension = _dimension(view, found, by, selection)
    wanted = dimension.labels.index(label_named(dimension.labels, label, by))
    mask = np.zeros(len(found.words), dtype=bool)
    mask[dimension.coding[dimension.label == wanted]] = True
    return mask
