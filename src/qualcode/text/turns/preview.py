"""What was recognised in a transcript, in sentences: how many speakers, by which labels, in which parts, and what was passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qualcode.messages import _, clauses, listed, plural
from qualcode.text.turns.label_shapes import Label
from qualcode.text.turns.speakers import Speaker
from qualcode.text.turns.spellings import alike
from qualcode.text.turns.turn import Turn

_TOLD = 10  # names a sentence tells
_JOINED = 5  # speakers whose spellings are told
_WIDTH = 70  # of an example


def preview(
    text: str,
    turns: Sequence[Turn],
    speakers: Sequence[Speaker],
    labels: Sequence[Label],
    candidates: Sequence[Label],
    how: str,
) -> list[str]:
    """Sentences that let a person see at a glance whether the labels were understood; ``how`` says by what."""
    if not speakers:
        return [_("No speaker labels were found."), *_times(turns), *_passed_over(labels, candidates)]
    sentences = [_summary(turns, how), *_parts(speakers), *_joined(speakers), *_times(turns)]
    sentences += _perhaps_one(speakers, turns)
    return [*sentences, *_example(text, turns), *_passed_over(labels, candidates)]


def shown_shape(labels: Sequence[Label]) -> str:
    """The most frequent shape of the labels, with a word in the place of the name."""
    (shape, mark), _count = Counter((label.shape, label.mark) for label in labels).most_common(1)[0]
    return shape.shown(_("Name"), mark)


def _summary(turns: Sequence[Turn], how: str) -> str:
    counts = Counter(turn.speaker for turn in turns if turn.speaker is not None)
    names = _some([f"{name} ×{n}" for name, n in counts.most_common()])
    return plural("{n} speaker: {names}; {how}", "{n} speakers: {names}; {how}", len(counts), names=names, how=how)


def _some(names: Sequence[str]) -> str:
    told = listed(names[:_TOLD])
    more = len(names) - _TOLD
    return told + plural(" and {n} more", " and {n} more", more) if more > 0 else told


def _parts(speakers: Sequence[Speaker]) -> Iterator[str]:
    asking, answering, watching = (
        [speaker.name for speaker in speakers if speaker.role == role]
        for role in ("interviewer", "respondent", "observer")
    )
    told = [
        _("interviewer: {names}", names=_some(asking)) if asking else "",
        _("participant: {names}", names=_some(answering)) if answering else "",
        _("observer: {names}", names=_some(watching)) if watching else "",
    ]
    if any(told):
        yield _("Parts, by their labels: {parts}.", parts=clauses(filter(None, told)))


def _joined(speakers: Sequence[Speaker]) -> Iterator[str]:
    several = [speaker for speaker in speakers if speaker.aliases]
    for it in several[:_JOINED]:
        yield _("{name} is also spelled {aliases}: taken as one speaker.", name=it.name, aliases=_some(it.aliases))
    if more := len(several) - _JOINED if len(several) > _JOINED else 0:
        yield plural("{n} more speaker has several spellings.", "{n} more speakers have several spellings.", more)


def _perhaps_one(speakers: Sequence[Speaker], turns: Sequence[Turn]) -> Iterator[str]:
    """Speakers of whom one may be another misspelt: that is for a person to say."""
    counts = Counter(turn.speaker for turn in turns if turn.speaker is not None)
    names = {speaker.name: counts[speaker.name] for speaker in speakers}
    for rare, often in alike(names)[:_JOINED]:
        yield _("Perhaps {rare} is {often} misspelt: qualcode speakers join makes them one.", rare=rare, often=often)


def _times(turns: Sequence[Turn]) -> Iterator[str]:
    timed = [turn.started_ms for turn in turns if turn.started_ms is not None]
    if timed:
        yield plural(
            "{n} turn has a time, {first}.",
            "{n} turns have a time, from {first} to {last}.",
            len(timed),
            first=_clock(timed[0]),
            last=_clock(max(timed)),
        )


def _clock(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _example(text: str, turns: Sequence[Turn]) -> Iterator[str]:
    """A turn from the middle, on one line."""
    turn = turns[len(turns) // 2]
    words = " ".join(text[turn.start : min(turn.end, turn.start + 4 * _WIDTH)].split())
    yield _("For instance: {line}", line=words if len(words) <= _WIDTH else words[: _WIDTH - 1] + "…")


def _passed_over(labels: Sequence[Label], candidates: Sequence[Label]) -> Iterator[str]:
    taken = {label.key for label in labels}
    counts = Counter(label.name for label in candidates if label.key not in taken and label.firm)
    repeated = [f"{name} ×{n}" for name, n in counts.most_common(_TOLD) if n > 1]
    if repeated:
        yield _("Not taken for speakers: {names}.", names=listed(repeated))
