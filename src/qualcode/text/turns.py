"""Who speaks where: turns and speakers read off the labels of a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.errors import WrongUse
from qualcode.messages import _, listed, plural
from qualcode.text.labels import Label, find_labels, lines
from qualcode.text.recognition import recognise
from qualcode.text.speakers import Speaker, speakers_of

__all__ = ["Speaker", "Turn", "TurnReading", "detect_turns"]

_TOLD = 10  # speakers an explanation names
_FOOTER = re.compile(r"\n\s*Transcribed by https?://\S+\s*\Z")


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker's stretch of a transcript; positions are code points of the document's text.

    The label and the time stamp stay in the text: ``label_start`` to ``label_end`` says where, so that units and searches can
    leave them out (both equal ``start`` where there is none). Times are milliseconds from the start of the recording.
    """

    start: int
    end: int
    label_start: int
    label_end: int
    speaker: str | None = None
    started_ms: int | None = None
    ended_ms: int | None = None


@dataclass(frozen=True, slots=True)
class TurnReading:
    """The turns of a text in order, the speakers in order of appearance, and sentences that say what was recognised."""

    turns: list[Turn]
    speakers: list[Speaker]
    explanation: list[str]


def detect_turns(text: str, speakers: str = "auto") -> TurnReading:
    """The turns of ``text``.

    ``speakers`` is "auto" (labels are recognised by repetition, position and shape, and nobody is invented), "none", or a
    regular expression with a group ``speaker`` and perhaps a group ``time``, matched at the beginning of every line. A
    turn runs to the next label; text before the first label belongs to none. Raises WrongUse for a pattern that cannot
    be used.
    """
    if speakers == "none":
        return TurnReading([], [], [_("Speakers were not looked for.")])
    if speakers != "auto":
        return _reading(text, list(_by_pattern(text, _compiled(speakers))), [], _("the pattern {it}", it=speakers))
    found = find_labels(text)
    accepted = recognise(found)
    shape = _("label shape “{it}” at paragraph start", it=_shown(accepted)) if accepted else ""
    return _reading(text, accepted, found.labels, shape)


def _reading(text: str, labels: list[Label], candidates: Sequence[Label], how: str) -> TurnReading:
    """Turns and speakers of the accepted ``labels``; ``candidates`` not among them are mentioned where they repeat."""
    passed_over = _passed_over(labels, candidates)
    if not labels:
        return TurnReading([], [], [_("No speaker labels were found."), *passed_over])
    by_spelling = speakers_of(label.name for label in labels)
    turns = list(_turns(text, labels, by_spelling))
    speakers = list(dict.fromkeys(by_spelling.values()))
    return TurnReading(turns, speakers, [_summary(turns, how), *_joined(speakers), *passed_over])


def _turns(text: str, labels: list[Label], by_spelling: dict[str, Speaker]) -> Iterator[Turn]:
    footer = _FOOTER.search(text, max(labels[-1].end, len(text) - 200))
    ends = [*(label.start for label in labels[1:]), footer.start() if footer else len(text)]
    for label, end in zip(labels, ends):
        said = text[label.end : end].rstrip()
        speaker = by_spelling[label.name].name
        yield Turn(label.start, label.end + len(said), label.start, label.end, speaker, *label.times)


def _compiled(pattern: str) -> re.Pattern[str]:
    hint = _("Give “auto”, “none”, or a pattern such as {example}.", example=r"(?P<speaker>P\d+|Int):")
    try:
        compiled = re.compile(pattern)
    except re.error as problem:
        raise WrongUse(_("The pattern {it!r} cannot be read: {problem}.", it=pattern, problem=problem), hint) from None
    if "speaker" not in compiled.groupindex:
        raise WrongUse(_("The pattern {it!r} has no group named “speaker”.", it=pattern), hint)
    return compiled


def _by_pattern(text: str, pattern: re.Pattern[str]) -> Iterator[Label]:
    timed = "time" in pattern.groupindex
    for start, line in lines(text):
        match = pattern.match(line)
        if match and (name := (match["speaker"] or "").strip()):
            label = match[0].rstrip()
            indent = len(label) - len(label.lstrip())
            yield Label(start + indent, start + len(label), name, time=match["time"] if timed else None)


def _shown(labels: list[Label]) -> str:
    """The most frequent shape of the labels, with a word in the place of the name."""
    (shape, mark), _count = Counter((label.shape, label.mark) for label in labels).most_common(1)[0]
    return shape.shown(_("Name"), mark)


def _summary(turns: list[Turn], how: str) -> str:
    counts = Counter(turn.speaker for turn in turns)
    names = listed(f"{name} ×{n}" for name, n in counts.most_common(_TOLD))
    if more := len(counts) - _TOLD if len(counts) > _TOLD else 0:
        names += plural(" and {n} more", " and {n} more", more)
    return plural("{n} speaker: {names}; {how}", "{n} speakers: {names}; {how}", len(counts), names=names, how=how)


def _joined(speakers: list[Speaker]) -> list[str]:
    return [
        _("{name} is also spelled {aliases}: taken as one speaker.", name=it.name, aliases=listed(it.aliases))
        for it in speakers
        if it.aliases
    ]


def _passed_over(labels: list[Label], candidates: Sequence[Label]) -> list[str]:
    taken = {label.key for label in labels}
    counts = Counter(label.name for label in candidates if label.key not in taken)
    repeated = [f"{name} ×{n}" for name, n in counts.most_common(_TOLD) if n > 1]
    return [_("Not taken for speakers: {names}.", names=listed(repeated))] if repeated else []
