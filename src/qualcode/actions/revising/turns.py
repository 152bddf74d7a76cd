"""Who speaks where after a revision.

A turn whose label is as it was stays, with what a person has made of it; labels in new or changed text are read anew; a
turn whose label is gone goes. A turn that ran up to the next one still does, and one that ended before still does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.revising.text_change import TextChange
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.anchors import rearrange
from qualcode.store.models import Speaker, Turn
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.text.names import name_key
from qualcode.text.revision.revising import Placement
from qualcode.text.span import Span
from qualcode.text.turns import turn as text_turns
from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.speakers import speaker_key
from qualcode.text.turns.turn import TurnReading


@dataclass(frozen=True, slots=True)
class CarriedTurn:
    """A turn of the new text: ``of`` is the number of the old turn it is, if any; ``anew`` that its label was read anew."""

    turn: text_turns.Turn
    of: int | None
    anew: bool


def carry(change: TextChange, old: Sequence[text_turns.Turn], fresh: Sequence[text_turns.Turn]) -> list[CarriedTurn]:
    """The turns of the new text in order, from the ``old`` ones and those read anew from all of the new text."""
    if not old:
        return [CarriedTurn(turn, None, True) for turn in fresh]
    by_start: dict[int, CarriedTurn] = {}
    placements = change.place([_label(turn) for turn in old])
    for number, (turn, placement) in enumerate(zip(old, placements)):
        carried = _carried(change, number, turn, placement, fresh)
        if carried is not None:
            by_start.setdefault(carried.turn.start, carried)
    for turn in fresh:
        if change.touches(turn.start - 1, turn.label_end):
            by_start.setdefault(turn.start, CarriedTurn(turn, None, True))
    return _with_ends(change, old, [by_start[start] for start in sorted(by_start)])


def _label(turn: text_turns.Turn) -> Span:
    """The words a turn is known by: its label, else all of it."""
    labelled = turn.label_start < turn.label_end
    return Span(turn.label_start, turn.label_end) if labelled else Span(turn.start, turn.end)


def _carried(
    change: TextChange, number: int, turn: text_turns.Turn, placement: Placement, fresh: Sequence[text_turns.Turn]
) -> CarriedTurn | None:
    span = placement.span
    if span is None:
        return None
    if placement.certainty == "edited" and (anew := _overlapping(fresh, span)):
        started, ended = (
            (turn.started_ms, turn.ended_ms) if anew.started_ms is None else (anew.started_ms, anew.ended_ms)
        )
        return CarriedTurn(replace(anew, started_ms=started, ended_ms=ended), number, True)
    labelled = turn.label_start < turn.label_end
    start = min(change.offset(turn.start), span.start)
    label = span if labelled else None
    label_start, label_end = (label.start, label.end) if label else (start, start)
    moved = replace(turn, start=start, end=span.end, label_start=label_start, label_end=label_end)
    return CarriedTurn(moved, number, False)


def _overlapping(fresh: Sequence[text_turns.Turn], span: Span) -> text_turns.Turn | None:
    """The turn of ``fresh`` whose label (or, without one, which itself) shares a character with ``span``."""
    number = bisect_right(fresh, span.end - 1, key=lambda turn: turn.start) - 1
    found = fresh[number] if number >= 0 else None
    return found if found and _label(found).overlaps(span) else None


def _with_ends(change: TextChange, old: Sequence[text_turns.Turn], carried: Sequence[CarriedTurn]) -> list[CarriedTurn]:
    starts = [it.turn.start for it in carried] + [len(change.new)]
    return [
        replace(it, turn=replace(it.turn, end=max(_end(change, old, it, bound), it.turn.label_end, it.turn.start + 1)))
        for it, bound in zip(carried, starts[1:])
    ]


def _end(change: TextChange, old: Sequence[text_turns.Turn], it: CarriedTurn, bound: int) -> int:
    run_on = it.turn.start + len(change.new[it.turn.start : bound].rstrip())
    if it.of is None:
        return run_on if bound < len(change.new) else min(it.turn.end, run_on)
    end = old[it.of].end
    following = old[it.of + 1].start if it.of + 1 < len(old) else len(change.old)
    ran_on = not change.old[end:following].strip()
    return run_on if ran_on else min(change.offset(end - 1) + 1, run_on)


def carry_turns(work: Work, document_id: int, change: TextChange, reading: TurnReading | None) -> Iterator[str]:
    """Give a document the turns and speakers of its new text, and say what became of them.

    ``reading`` is who speaks in the new text; where it is not given, labels are looked for if the document has turns.
    """
    rows = queries.turns(work, document_id)
    reading = reading or (detect_turns(change.new) if rows else TurnReading([], [], []))
    if not rows and not reading.turns:
        return
    carried = carry(change, [_turn(row) for row in rows], reading.turns)
    cast = _Cast(work, document_id, rows, carried, reading)
    wanted = [(None if it.of is None else rows[it.of].id, cast.columns(it)) for it in carried]
    rearrange(work.journal, Turn, document_id, wanted)
    yield from _counted(len(rows), carried)
    yield from cast.sentences()


def _turn(row: Row[Any]) -> text_turns.Turn:
    return text_turns.Turn(
        row.start, row.end, row.label_start, row.label_end, row.speaker, row.started_ms, row.ended_ms
    )


def _counted(before: int, carried: Sequence[CarriedTurn]) -> Iterator[str]:
    new = sum(it.of is None for it in carried)
    gone = before - (len(carried) - new)
    if new or gone:
        yield _("turns: {kept} kept, {new} new, {gone} gone", kept=before - gone, new=new, gone=gone)


class _Cast:
    """The speakers of a document while its turns are carried over: known ones stay, some under another name, new ones come."""

    def __init__(
        self,
        work: Work,
        document_id: int,
        rows: Sequence[Row[Any]],
        carried: Sequence[CarriedTurn],
        reading: TurnReading,
    ) -> None:
        self._work, self._document_id, self._rows, self._carried = work, document_id, rows, carried
        self._read = {speaker.name: speaker for speaker in reading.speakers}
        statement = select(Speaker.__table__).where(Speaker.document_id == document_id).order_by(Speaker.id)
        self._known = {row.id: row for row in queries.rows(work, statement)}
        self._by_key = {speaker_key(name): row.id for row in self._known.values() for name in (row.name, *row.aliases)}
        self._said: list[str] = []
        self._rename()

    def columns(self, it: CarriedTurn) -> dict[str, Any]:
        """The columns of a turn."""
        turn = it.turn
        speaker = self._id_of(turn.speaker) if it.anew or it.of is None else self._rows[it.of].speaker_id
        return {
            "start": turn.start,
            "end": turn.end,
            "label_start": turn.label_start,
            "label_end": turn.label_end,
            "speaker_id": speaker,
            "started_ms": turn.started_ms,
            "ended_ms": turn.ended_ms,
        }

    def sentences(self) -> list[str]:
        """What became of the speakers. Those who no longer speak, and are tied to no case, go."""
        spoke = {row.speaker_id for row in self._rows}
        speak = set(self._work.connection.scalars(select(Turn.speaker_id).where(Turn.document_id == self._document_id)))
        silent = [row for row in self._known.values() if row.id in spoke - speak and row.case_id is None]
        remove_rows(self._work.journal, Speaker, [row.id for row in silent])
        if silent:
            names = listed(row.name for row in silent)
            self._said.append(plural("no longer speaks: {names}", "no longer speak: {names}", len(silent), names=names))
        return self._said

    def _rename(self) -> None:
        """A speaker all of whose labels have become another name is still the same speaker."""
        for speaker_id, names in self._new_names().items():
            name = next(iter(names))
            if len(names) == 1 and name is not None and self._find(name) is None:
                old, aliases = self._known[speaker_id].name, list(self._read[name].aliases)
                values = {"name": name, "name_key": name_key(name), "aliases": aliases}
                self._work.journal.update(Speaker, speaker_id, **values)
                others = {key: other for key, other in self._by_key.items() if other != speaker_id}
                self._by_key = others | dict.fromkeys(map(speaker_key, (name, *aliases)), speaker_id)
                self._said.append(_("{old} is called {name} now", old=old, name=name))

    def _new_names(self) -> Mapping[int, set[str | None]]:
        """What the labels of each known speaker say now; None for a label that is as it was."""
        found: dict[int, set[str | None]] = {}
        for it in self._carried:
            if it.of is not None and (speaker_id := self._rows[it.of].speaker_id) is not None:
                found.setdefault(speaker_id, set()).add(it.turn.speaker if it.anew else None)
        return found

    def _id_of(self, name: str | None) -> int | None:
        """The speaker whom a label read anew names, made where there is none."""
        if name is None:
            return None
        found = self._find(name)
        return self._add(name) if found is None else found

    def _find(self, name: str) -> int | None:
        spellings = (name, *self._read[name].aliases)
        return next((self._by_key[key] for key in map(speaker_key, spellings) if key in self._by_key), None)

    def _add(self, name: str) -> int:
        speaker = self._read[name]
        made = self._work.journal.insert(
            Speaker,
            document_id=self._document_id,
            name=name,
            name_key=name_key(name),
            aliases=list(speaker.aliases),
            role=speaker.role,
        )
        self._by_key |= dict.fromkeys(map(speaker_key, (name, *speaker.aliases)), made)
        self._said.append(_("new speaker: {name}", name=name))
        return made
