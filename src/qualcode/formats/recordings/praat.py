"""Praat's TextGrid: intervals with words, a tier for each voice; the long form and the short one.

Both are read alike, as Praat does: strings, numbers that stand free, and flags count, and all else is comment.
Source: Praat manual, "TextGrid file formats".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle
from qualcode.formats.recordings.spoken import Utterance, milliseconds, put_together, report_speech
from qualcode.formats.text_file import read_text_file
from qualcode.messages import _, listed, plural

_TOKEN = re.compile(
    r'"(?P<string>(?:[^"]|"")*)"'
    r"|(?<!\S)(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?!\S)"
    r"|(?<!\S)<(?P<flag>\w+)>(?!\S)"
    r"|![^\n]*"
)
_INTERVALS = "IntervalTier"


class TextGridReader:
    """Reads .TextGrid: the intervals with words of all tiers in order of time, as turns of the tiers' speakers."""

    name = "textgrid"
    extensions = (".textgrid",)
    media_type = "text/x-praat-textgrid"

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """One document; points, and tiers without words, are named in the report.

        Raises UnreadableInput when the file is no TextGrid, breaks off, or holds no words.
        """
        file = read_text_file(path, options, self.name)
        tiers = tiers_of(file.text, path.name)
        said = sorted((it for name, kind, of_tier in tiers if kind == _INTERVALS for it in of_tier), key=_begin)
        if not said:
            raise UnreadableInput(
                _("{name} holds no words: all its tiers are empty.", name=path.name),
                _("Transcribe in Praat first, and save the TextGrid again."),
            )
        speech = put_together(said)
        n = len(speech.turns)
        file.report.add("read", plural("{n} stretch of speech on the tiers", "{n} stretches of speech on the tiers", n))
        report_speech(file.report, speech)
        if empty := [name for name, kind, of_tier in tiers if not of_tier]:
            file.report.add("not carried", _("Empty tiers: {names}", names=listed(empty)))
        if points := [name for name, kind, of_tier in tiers if of_tier and kind != _INTERVALS]:
            file.report.add("not carried", _("Tiers of points: {names}", names=listed(points)))
        document = speech.document(path, file.raw, self.name, self.media_type)
        return Bundle(file.report, [document])


def _begin(utterance: Utterance) -> int:
    return utterance.started_ms or 0


def tiers_of(text: str, name: str) -> list[tuple[str, str, list[Utterance]]]:
    """Name, kind and what is said of each tier."""
    tokens = _tokens(text)
    try:
        if next(tokens) != "ooTextFile" or next(tokens) != "TextGrid":
            raise _no_text_grid(name)
        for _time in range(3):  # from, to, and that there are tiers
            next(tokens)
        return [_tier(tokens) for _tier_number in range(int(next(tokens)))]
    except (StopIteration, ValueError) as error:
        raise _no_text_grid(name) from error


def _tier(tokens: Iterator[str]) -> tuple[str, str, list[Utterance]]:
    kind, name = next(tokens), " ".join(next(tokens).split())
    _from, _to, count = next(tokens), next(tokens), int(next(tokens))
    said = []
    for _stretch in range(count):
        started = milliseconds(next(tokens), 1000.0)
        ended = milliseconds(next(tokens), 1000.0) if kind == _INTERVALS else None
        if words := " ".join(next(tokens).split()):
            said.append(Utterance(words, started, ended, name or None))
    return name, kind, said


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match["string"] is not None:
            yield match["string"].replace('""', '"')
        elif bare := match["number"] or match["flag"]:
            yield bare


def _no_text_grid(name: str) -> UnreadableInput:
    return UnreadableInput(
        _("{name} is no TextGrid, or breaks off in the middle.", name=name),
        _("Open it in Praat and save it once more as a text file."),
    )
