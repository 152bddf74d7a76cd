"""Turns out of labels: where each begins and ends, whose it is, when it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.text.turns.label_shapes import Label
from qualcode.text.turns.labels import find_labels, lines
from qualcode.text.turns.legend import Legend, read_legend
from qualcode.text.turns.preview import preview, shown_shape
from qualcode.text.turns.recognition import recognise
from qualcode.text.turns.slips import with_slips
from qualcode.text.turns.speakers import Speaker, speakers_of
from qualcode.text.turns.timed import timed_stretches
from qualcode.text.turns.times import CLOSE, OPEN, TIME, milliseconds, stamp_behind
from qualcode.text.turns.turn import Turn, TurnReading

# What may stand behind a name in a pattern of names: a colon, or a time and nothing else, or nothing.
_CLOSES_NAME = rf"[*_]*[ \t]*(?:{OPEN}?(?P<time>{TIME}){CLOSE}?)?[ \t]*(?:[:：][*_]*|$)|(?<=[:：])"
_END = 200  # code points in which the last sentence of a turn ends
_FOOTER = re.compile(
    r"\n\s*(?:Transcribed by https?://\S+|\[?(?:END OF (?:TRANSCRIPT|INTERVIEW|RECORDING|AUDIO|TAPE)[^\n]{0,20}))\s*\Z",
    re.I,
)


def read_labels(text: str) -> TurnReading:
    """The turns of ``text`` by the labels that are recognised in it, else by the times its lines begin with."""
    found = find_labels(text)
    accepted = recognise(found)
    legend = read_legend(text, accepted)
    labels = [label for label in accepted if label.start not in legend.starts]
    if labels:
        labels = with_slips(text, labels)
        how = _("label shape “{it}” at paragraph start", it=shown_shape(labels))
        return _reading(text, labels, found.labels, how, legend)
    return _reading(text, timed_stretches(found), found.labels, "", legend)


def read_by_pattern(text: str, pattern: str) -> TurnReading:
    """The turns of ``text`` by a regular expression. Raises WrongUse for one that cannot be used."""
    labels = list(_matches(text, _compiled(pattern)))
    return _reading(text, labels, [], _("the pattern {it}", it=pattern), Legend())


def _reading(text: str, labels: list[Label], candidates: Sequence[Label], how: str, legend: Legend) -> TurnReading:
    asking = _asking(text, labels)
    by_spelling = speakers_of((label.name for label in labels if label.name), legend.names, legend.roles, asking)
    turns = _without_end_stamps(text, list(_turns(text, labels, by_spelling)))
    speakers = list(dict.fromkeys(by_spelling.values()))
    return TurnReading(turns, speakers, preview(text, turns, speakers, labels, candidates, how))


def _asking(text: str, labels: Sequence[Label]) -> dict[str, float]:
    """The share of each label's turns that end with a question, by the label's key."""
    ends = [*(label.start for label in labels[1:]), len(text)]
    asked: dict[str, list[bool]] = {}
    for label, end in zip(labels, ends):
        asked.setdefault(label.key, []).append(_ends_asking(text[max(label.end, end - _END) : end]))
    return {key: sum(some) / len(some) for key, some in asked.items()}


def _ends_asking(said: str) -> bool:
    """Whether the last mark that ends a sentence is that of a question."""
    return max(map(said.rfind, "?？")) > max(map(said.rfind, ".。!！…"))


def _turns(text: str, labels: list[Label], by_spelling: Mapping[str, Speaker]) -> Iterator[Turn]:
    footer = _FOOTER.search(text, max(labels[-1].end, len(text) - 200)) if labels else None
    ends = [*(label.start for label in labels[1:]), footer.start() if footer else len(text)]
    for label, end in zip(labels, ends):
        said = text[label.end : end].rstrip()
        speaker = by_spelling[label.name].name if label.name else None
        yield Turn(label.start, label.end + len(said), label.start, label.end, speaker, *label.times)


def _without_end_stamps(text: str, turns: list[Turn]) -> list[Turn]:
    """The turns without the times they end with: such a time is when one turn ended and the next began."""
    behind = [stamp_behind(text[turn.label_end : turn.end]) for turn in turns]
    always = 2 * sum(stamp is not None for stamp in behind) >= len(turns)
    before: int | None = None
    done = []
    for turn, stamp in zip(turns, behind):
        if turn.started_ms is None and before is not None:
            turn = replace(turn, started_ms=before)
        before = None
        if stamp and (always or text[turn.label_end + stamp[1] : turn.end].lstrip().startswith("#")):
            before = milliseconds(stamp[0])
            turn = replace(turn, end=turn.label_end + stamp[1], ended_ms=before)
        done.append(turn)
    return done


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern; without a group “speaker” it is that of names, which a colon, a time or the end of the line closes."""
    try:
        compiled = re.compile(pattern)
        if "speaker" in compiled.groupindex:
            return compiled
        names = re.compile(rf"[\s*_#]*(?P<speaker>{pattern.removeprefix('^')})(?:{_CLOSES_NAME})")
    except re.error as problem:
        hint = _("Give “auto”, “none”, or a pattern such as {example}.", example=r"Int|P\d+")
        raise WrongUse(_("The pattern {it!r} cannot be read: {problem}.", it=pattern, problem=problem), hint) from None
    return names


def _matches(text: str, pattern: re.Pattern[str]) -> Iterator[Label]:
    timed = "time" in pattern.groupindex
    for start, line in lines(text):
        match = pattern.match(line)
        if match and match[0].strip() and (name := (match["speaker"] or "").strip(" \t:：*_")):
            label = match[0].rstrip()
            indent = len(label) - len(label.lstrip())
            yield Label(start + indent, start + len(label), name, time=match["time"] if timed else None)
