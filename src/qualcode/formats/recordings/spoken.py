"""What was said and when, as recorders and speech recognisers tell it, put together to a text with turns.

Every stretch with a time of its own stays a turn of its own, so that its time can be found again. A stretch begins a new
line, unless the one before, by the same speaker, broke off in the middle of a sentence: then the sentence goes on in the
same line, and can be read, searched and coded whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.formats.bundle import DocumentDraft, Report
from qualcode.messages import _, listed, plural
from qualcode.text.turns.speakers import Speaker, speakers_of
from qualcode.text.turns.turn import Turn

LATEST_MS = 2**31 - 1
"""The latest time that can be kept: some 24 days."""

_TOLD = 10  # speakers a report names
_FEW_SENTENCES = 0.2  # where fewer stretches end a sentence, the text has no punctuation to go by
_BROKEN_OFF = re.compile(r"[\w,，、–—-]\Z")
_ENDS_SENTENCE = re.compile("[.!?…。！？][”’\"'」』）)\\]】》]*\\Z")
_BEGINS_LINE = re.compile(r"[-–—>♪*\[(（【]")
_IDEOGRAPH = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af]")
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words with their times in milliseconds, as far as known.

    ``speaker`` is None where nobody is named; the first ``label`` code points of ``text`` are what names the speaker, 0
    where the format says it outside the words.
    """

    text: str
    started_ms: int | None = None
    ended_ms: int | None = None
    speaker: str | None = None
    label: int = 0


@dataclass(frozen=True, slots=True)
class Speech:
    """A text with a turn for every utterance; ``written`` labels are in it that were not among the words before."""

    text: str
    turns: list[Turn]
    speakers: list[Speaker]
    written: int = 0

    def document(self, path: Path, original: bytes, source_type: str, media_type: str) -> DocumentDraft:
        """The document that the file at ``path`` becomes."""
        return DocumentDraft(
            path.stem,
            self.text,
            source_type=source_type,
            media_type=media_type,
            original=original,
            turns=self.turns,
            speakers=self.speakers,
        )


def milliseconds(number: object, factor: float = 1.0) -> int | None:
    """A number, perhaps written as text, times ``factor`` as a time that can be kept, else None."""
    if isinstance(number, bool) or not isinstance(number, int | float | str):
        return None
    try:
        found = float(number) * factor
    except (ValueError, OverflowError):
        return None
    return round(found) if 0 <= found <= LATEST_MS else None


def put_together(said: Sequence[Utterance], write_labels: bool = True) -> Speech:
    """The text of all utterances that hold words.

    With ``write_labels`` speakers are known from outside the words, and each is written in front of every line. Ends before
    their beginnings are left out.
    """
    said = [it for it in said if it.text.strip()]
    by_name = speakers_of(it.speaker for it in said if it.speaker)
    punctuated = sum(_ENDS_SENTENCE.search(it.text) is not None for it in said) >= _FEW_SENTENCES * len(said)
    pieces: list[str] = []
    turns: list[Turn] = []
    length = written = 0
    for before, it in zip([None, *said], said):
        glue = "" if before is None else _glue(before, it) if punctuated else "\n"
        start = length + len(glue)
        label = f"{it.speaker}{_mark(it.speaker)}" if write_labels and _needs_label(it, before, glue) else ""
        written += bool(label)
        label_end = start + (len(label.rstrip()) or it.label)
        pieces += (glue, label, it.text)
        length = start + len(label) + len(it.text)
        speaker = by_name[it.speaker].name if it.speaker else None
        turns.append(Turn(start, length, start, label_end, speaker, *_times(it)))
    return Speech("".join(pieces), turns, list(dict.fromkeys(by_name.values())), written)


def report_speech(report: Report, speech: Speech) -> None:
    """Say who speaks, which spellings were joined, and what was written into the text."""
    if not speech.speakers:
        return
    counts = Counter(turn.speaker for turn in speech.turns if turn.speaker)
    names = [f"{name} ×{n}" for name, n in counts.most_common(_TOLD)]
    names += ["…"] if len(counts) > _TOLD else []
    report.add("read", plural("{n} speaker: {names}", "{n} speakers: {names}", len(counts), names=listed(names)))
    if unknown := sum(turn.speaker is None for turn in speech.turns):
        report.add("read", _unknown(unknown))
    for it in speech.speakers:
        if it.aliases:
            aliases = listed(it.aliases)
            report.add(
                "read", _("{name} is also spelled {aliases}: taken as one speaker.", name=it.name, aliases=aliases)
            )
    if n := speech.written:
        report.add(
            "changed", plural("{n} label was written into the text.", "{n} labels were written into the text.", n)
        )


def _unknown(n: int) -> str:
    return plural(
        "{n} turn names no speaker: who speaks is not known.", "{n} turns name no speaker: who speaks is not known.", n
    )


def _glue(before: Utterance, it: Utterance) -> str:
    """What stands between two utterances: a line end, or what joins the halves of a sentence."""
    goes_on = it.speaker == before.speaker and not it.label and "\n" not in before.text + it.text
    if not goes_on or not _BROKEN_OFF.search(before.text) or _BEGINS_LINE.match(it.text):
        return "\n"
    return "" if _IDEOGRAPH.match(before.text[-1]) and _IDEOGRAPH.match(it.text) else " "


def _needs_label(it: Utterance, before: Utterance | None, glue: str) -> bool:
    return it.speaker is not None and not it.label and (before is None or glue == "\n")


def _mark(speaker: str | None) -> str:
    return "：" if speaker and _HAN.search(speaker) else ": "


def _times(it: Utterance) -> tuple[int | None, int | None]:
    if it.started_ms is not None and it.ended_ms is not None and it.ended_ms < it.started_ms:
        return it.started_ms, None
    return it.started_ms, it.ended_ms
