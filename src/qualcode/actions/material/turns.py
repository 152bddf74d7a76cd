"""Who speaks where, put right by hand: turns found anew, given to another speaker, split, and joined with the one before.

The text and what is coded in it are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from qualcode.actions.material.speakers import named, of_document, with_spellings
from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.anchors import rearrange
from qualcode.store.models import Speaker, Turn
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.text.graphemes import snap
from qualcode.text.names import name_key
from qualcode.text.span import Span
from qualcode.text.turns import turn as text_turns
from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.speakers import speaker_key


@action("speakers.detect")
def detect(work: Work, document: str, speakers: str = "auto", *, replace: bool = False) -> text_turns.TurnReading:
    """Look for turns and speakers anew, as at the import: ``speakers`` is "auto", "none" or a pattern. Returns what was found.

    A speaker met again under one of her spellings keeps her name, role and case; who no longer speaks goes, unless she is
    tied to a case. Turns with times that the text does not show, as those of subtitles, stay where "auto" would lose them,
    unless ``replace``. Raises NotFound for an unknown document, WrongUse for a pattern that cannot be used.
    """
    row = queries.document_named(work, document)
    reading = detect_turns(queries.text_of(work, row.id), speakers)
    there = queries.turns(work, row.id)
    if speakers == "auto" and not replace and _timed(there) > _timed(reading.turns):
        return text_turns.TurnReading([], [], [_kept(there, reading)])
    ids = _speakers_for(work, row.id, reading)
    before = {(turn.start, turn.label_end): turn.id for turn in there}
    wanted = [(before.get((turn.start, turn.label_end)), _columns(turn, ids)) for turn in reading.turns]
    rearrange(work.journal, Turn, row.id, wanted)
    silent = _remove_silent(work, row.id, set(ids.values()))
    if silent:
        sentence = plural("no longer speaks: {names}", "no longer speak: {names}", len(silent), names=listed(silent))
        reading.explanation.append(sentence)
    work.describe("speakers.detect", _("looked for the speakers of {document}", document=row.name))
    return reading


def _timed(turns: Sequence[Any]) -> int:
    return sum(turn.started_ms is not None for turn in turns)


def _kept(there: Sequence[Any], reading: text_turns.TurnReading) -> str:
    """That the turns stay as they are, and what would be lost."""
    kept = plural("Its {n} turn stays as it is:", "Its {n} turns stay as they are:", len(there))
    return (
        kept
        + " "
        + plural(
            "the text shows {n} turn and not all times. --replace takes that all the same.",
            "the text shows {n} turns and not all times. --replace takes these all the same.",
            len(reading.turns),
        )
    )


def _speakers_for(work: Work, document_id: int, reading: text_turns.TurnReading) -> dict[str, int]:
    """The ids of the speakers found, by name: known ones get new spellings as aliases, new ones are made."""
    known = of_document(work, document_id)
    by_key = {speaker_key(spelling): row for row in known for spelling in (row.name, *row.aliases)}
    by_key |= {speaker_key(row.name): row for row in known}
    aliases = {row.id: list(row.aliases) for row in known}
    ids = {}
    for speaker in reading.speakers:
        spellings = (speaker.name, *speaker.aliases)
        found = next((by_key[key] for key in map(speaker_key, spellings) if key in by_key), None)
        if found is None:
            ids[speaker.name] = _add_speaker(work, document_id, speaker.name, speaker.aliases, speaker.role)
        else:
            ids[speaker.name] = found.id
            aliases[found.id] = with_spellings(found.name, aliases[found.id], spellings)
    work.journal.update_each(Speaker, {row_id: {"aliases": some} for row_id, some in aliases.items()})
    return ids


def _add_speaker(work: Work, document_id: int, name: str, aliases: Sequence[str] = (), role: str = "other") -> int:
    values = {"name": name, "name_key": name_key(name), "aliases": list(aliases), "role": role}
    return work.journal.insert(Speaker, document_id=document_id, **values)


def _columns(turn: text_turns.Turn, ids: Mapping[str, int]) -> dict[str, Any]:
    return {
        "start": turn.start,
        "end": turn.end,
        "label_start": turn.label_start,
        "label_end": turn.label_end,
        "speaker_id": None if turn.speaker is None else ids[turn.speaker],
        "started_ms": turn.started_ms,
        "ended_ms": turn.ended_ms,
    }


def _remove_silent(work: Work, document_id: int, speaking: set[int]) -> list[str]:
    """Remove the speakers of a document who have no turn and are tied to no case. Returns their names."""
    silent = [row for row in of_document(work, document_id) if row.id not in speaking and row.case_id is None]
    remove_rows(work.journal, Speaker, [row.id for row in silent])
    return [row.name for row in silent]


@action("speakers.turn")
def assign(work: Work, document: str, number: int, speaker: str | None, *, create: bool = False) -> None:
    """Give a turn, by its number from 1, to a speaker, or (None) to nobody; ``create`` makes a speaker who is not there yet.

    Raises NotFound for an unknown document, turn or speaker.
    """
    row = queries.document_named(work, document)
    turn = _turn(work, row, number)
    work.journal.update(Turn, turn.id, speaker_id=_speaker_id(work, row, speaker, create))
    who = speaker or _("nobody")
    work.describe(
        "speakers.turn",
        _("gave turn {number} of {document} to {speaker}", number=number, document=row.name, speaker=who),
    )


@action("speakers.split")
def split(work: Work, document: str, position: int, speaker: str | None, *, create: bool = False) -> None:
    """Let a new turn, of ``speaker`` or (None) of nobody, begin at a position of the text within a turn.

    Where the words there begin with one of the speaker's spellings and a colon, these are its label. Raises NotFound for
    an unknown document or speaker, WrongUse where there is nothing to split.
    """
    row = queries.document_named(work, document)
    text, turns = queries.text_of(work, row.id), queries.turns(work, row.id)
    turn = _turn_at(row, turns, text, position)
    speaker_id = _speaker_id(work, row, speaker, create)
    start = turn.end - len(text[position : turn.end].lstrip())
    first = {"end": turn.start + len(text[turn.start : position].rstrip()), "ended_ms": None}
    label_end = start + _label_length(text[start : turn.end], _spellings(work, row.id, speaker_id))
    place = {"start": start, "end": turn.end, "label_start": start, "label_end": label_end}
    second = {**place, "speaker_id": speaker_id, "started_ms": None, "ended_ms": turn.ended_ms}
    wanted: list[tuple[int | None, Mapping[str, Any]]] = []
    for it in turns:
        wanted.append((it.id, first if it.id == turn.id else _ending(it)))
        if it.id == turn.id:
            wanted.append((None, second))
    rearrange(work.journal, Turn, row.id, wanted)
    work.describe("speakers.split", _("split a turn of {document}", document=row.name))


@action("speakers.merge")
def merge(work: Work, document: str, number: int) -> None:
    """Make a turn, by its number from 1, part of the one before, whose speaker says all of it then.

    Raises NotFound for an unknown document or turn, WrongUse for the first one.
    """
    row = queries.document_named(work, document)
    turn, turns = _turn(work, row, number), queries.turns(work, row.id)
    if number == 1:
        raise WrongUse(_("There is no turn before the first."), _("qualcode turns shows their numbers."))
    wanted = [(it.id, _ending(turn if it.id == turns[number - 2].id else it)) for it in turns if it.id != turn.id]
    rearrange(work.journal, Turn, row.id, wanted)
    words = _("joined turn {number} of {document} with the one before", number=number, document=row.name)
    work.describe("speakers.merge", words)


def _ending(turn: Row[Any]) -> dict[str, Any]:
    return {"end": turn.end, "ended_ms": turn.ended_ms}


@action("speakers.remove")
def remove(work: Work, document: str, speakers: Sequence[str]) -> None:
    """Remove speakers of a document who have no turns.

    Raises NotFound for an unknown one, Refused where one has turns: these would be nobody's.
    """
    row = queries.document_named(work, document)
    going = list({it.id: it for it in (named(work, row, name) for name in speakers)}.values())
    speaking = {turn.speaker_id for turn in queries.turns(work, row.id)}
    for it in going:
        if it.id in speaking:
            raise Refused(
                _("{speaker!r} speaks in {document!r}.", speaker=it.name, document=row.name),
                _(
                    "Join her with another (qualcode speakers join), or give her turns to somebody (qualcode speakers turn)."
                ),
            )
    remove_rows(work.journal, Speaker, [it.id for it in going])
    names = listed(it.name for it in going)
    work.describe("speakers.remove", _("removed {speakers} from {document}", speakers=names, document=row.name))


def place_of(view: View, document: str, words: str) -> int:
    """Where ``words`` stand in a document, to split a turn there. Raises NotFound unless they stand there once, and only once."""
    row = queries.document_named(view, document)
    text = queries.text_of(view, row.id)
    n = text.count(words) if words.strip() else 0
    if n != 1:
        raise NotFound(
            plural(
                "{words!r} stands {n} time in {document!r}.",
                "{words!r} stands {n} times in {document!r}.",
                n,
                words=words,
                document=row.name,
            ),
            _("Give more of the words the turn begins with, just as they are written."),
        )
    return text.index(words)


def _turn(view: View, document: Row[Any], number: int) -> Row[Any]:
    """A turn by its number, as ``turns`` shows it."""
    turns = queries.turns(view, document.id)
    if not 1 <= number <= len(turns):
        raise NotFound(
            _("There is no turn {number} in {document!r}.", number=number, document=document.name),
            plural("It has {n} turn.", "It has {n} turns.", len(turns)),
        )
    return turns[number - 1]


def _turn_at(document: Row[Any], turns: Sequence[Row[Any]], text: str, position: int) -> Row[Any]:
    """The turn that is split at a position: with words before it and behind it."""
    for turn in turns:
        if turn.label_end <= position < turn.end:
            words = text[turn.label_end : position].strip() and text[position : turn.end].strip()
            if words and snap(text, Span(position, position + 1)).start == position:
                return turn
    raise WrongUse(
        _("No turn of {document!r} can be split at {position}.", document=document.name, position=position),
        _(
            "Give a position between two words that are said in one turn; qualcode turns shows where each begins and ends."
        ),
    )


def _speaker_id(work: Work, document: Row[Any], name: str | None, create: bool) -> int | None:
    if name is None:
        return None
    try:
        return int(named(work, document, name).id)
    except NotFound:
        if not create or not name.strip():
            raise
        return _add_speaker(work, document.id, name.strip())


def _spellings(view: View, document_id: int, speaker_id: int | None) -> list[str]:
    return [it for row in of_document(view, document_id) if row.id == speaker_id for it in (row.name, *row.aliases)]


def _label_length(words: str, spellings: Sequence[str]) -> int:
    """How much of ``words`` is a label: one of the spellings with a colon behind it."""
    longest_first = sorted(spellings, key=len, reverse=True)
    names = "|".join(map(re.escape, longest_first))
    match = re.match(rf"(?:{names})\s*[:：]", words, re.IGNORECASE) if names else None
    return match.end() if match else 0
