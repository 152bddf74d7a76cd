"""Subtitles and captions: .vtt (Zoom, Teams, Webex, YouTube, Whisper …), .srt and .sbv, each cue a turn with its times.

Whatever its ending, a file is read as the cues it holds.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, FindingKind, Report
from qualcode.formats.recordings.caption_text import joined, spoken_parts, without_repeats
from qualcode.formats.recordings.cue_labels import utterances
from qualcode.formats.recordings.cues import Cue, Scan, scan
from qualcode.formats.recordings.language_names import language_tag
from qualcode.formats.recordings.spoken import Speech, Utterance, put_together, report_speech
from qualcode.formats.text_file import read_text_file
from qualcode.messages import _, listed, plural

_SHOWN = 10  # places that are named one by one


class SrtReader:
    """Reads SubRip subtitles (.srt)."""

    name = "srt"
    extensions: tuple[str, ...] = (".srt",)
    media_type = "application/x-subrip"

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """One document; the report says the cues read, who speaks, and all that is not among the words.

        Raises UnreadableInput when there are no cues with words in the file, or its encoding cannot be told.
        """
        file = read_text_file(path, options, self.name)
        found = scan(file.text)
        remarks: Counter[str] = Counter()
        speech = _speech(found.cues, remarks)
        if not speech.turns or not found.has_times:
            raise UnreadableInput(
                _("{name} holds no subtitles: no words under a line of times.", name=path.name),
                _("Export it once more, or rename it to .txt if it is plain text."),
            )
        _report(file.report, found, remarks)
        report_speech(file.report, speech)
        document = speech.document(path, file.raw, self.name, self.media_type)
        document.language = language_tag(found.header_field("language"))
        return Bundle(file.report, [document])


class VttReader(SrtReader):
    """Reads WebVTT (.vtt), with its voices, or the speakers that Zoom writes into the words."""

    name = "vtt"
    extensions = (".vtt",)
    media_type = "text/vtt"


class SbvReader(SrtReader):
    """Reads YouTube's own captions (.sbv)."""

    name = "sbv"
    extensions = (".sbv",)
    media_type = "text/x-sbv"


def _speech(cues: list[Cue], remarks: Counter[str]) -> Speech:
    """What is said, by the voices named in marks, else by the labels among the words; ``remarks`` counts what was changed."""
    parts = [part for cue in cues for part in spoken_parts(cue, remarks)]
    parts, remarks["repeat"] = without_repeats(parts)
    if any(voice for voice, _cue in parts):
        said = [Utterance(joined(cue.lines), cue.started_ms, cue.ended_ms, voice) for voice, cue in parts]
        return put_together(said)
    return put_together(utterances([cue for _voice, cue in parts]), write_labels=False)


def _report(report: Report, found: Scan, remarks: Counter[str]) -> None:
    report.add("read", plural("{n} cue, {encoding}", "{n} cues, {encoding}", len(found.cues), encoding=report.encoding))
    if report.format == "vtt" and not found.is_webvtt:
        report.add("warning", _("The first line does not say WEBVTT; the file was read as subtitles all the same."))
    _report_header(report, found)
    _report_changes(report, remarks)
    _report_places(report, found)


def _report_header(report: Report, found: Scan) -> None:
    said = [line.strip() for line in found.header if line.strip()]
    if said:
        report.add("not carried", _("The header says: {lines}", lines=listed(said[:_SHOWN])))


def _report_changes(report: Report, remarks: Counter[str]) -> None:
    if n := remarks["repeat"]:
        sentence = plural(
            "{n} line that repeats the cue before was left out.",
            "{n} lines that repeat the cue before were left out.",
            n,
        )
        report.add("changed", sentence)
    if n := remarks["mark"]:
        report.add("changed", plural("{n} mark of formatting was removed.", "{n} marks of formatting were removed.", n))
    if n := remarks["reference"]:
        sentence = plural(
            "{n} character reference was written as its character.",
            "{n} character references were written as their characters.",
            n,
        )
        report.add("changed", sentence)


def _report_places(report: Report, found: Scan) -> None:
    """Say what is in the file and not in the text, or there without its times, each with its lines."""
    empty = [cue.line for cue in found.cues if not cue.lines]
    notes, styles, broken = found.notes, found.styles, found.broken_times
    places: list[tuple[FindingKind, list[int], str]] = [
        ("not carried", notes, plural("{n} note (NOTE)", "{n} notes (NOTE)", len(notes))),
        ("not carried", styles, plural("{n} style or region", "{n} styles and regions", len(styles))),
        ("not carried", empty, plural("{n} cue without words", "{n} cues without words", len(empty))),
        (
            "warning",
            broken,
            plural(
                "{n} cue has a time that cannot be read; its words, if any, were kept.",
                "{n} cues have a time that cannot be read; their words, if any, were kept.",
                len(broken),
            ),
        ),
        (
            "warning",
            found.timeless,
            plural(
                "{n} block of words stands under no line of times; it was kept without a time.",
                "{n} blocks of words stand under no line of times; they were kept without a time.",
                len(found.timeless),
            ),
        ),
        (
            "warning",
            found.backwards,
            plural(
                "{n} cue ends before it begins; its end was left out.",
                "{n} cues end before they begin; their ends were left out.",
                len(found.backwards),
            ),
        ),
    ]
    for kind, lines, sentence in places:
        if lines:
            report.add(kind, sentence, _places(lines))


def _places(lines: list[int]) -> str:
    named = listed([*lines[:_SHOWN], *["…"] * (len(lines) > _SHOWN)])
    return plural("line {lines}", "lines {lines}", len(lines), lines=named)
