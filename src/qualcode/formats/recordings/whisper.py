"""Transcripts as JSON: from the Whisper family, and from other recognisers whose files say words, times and speakers.

Each shape was read off its maker's documentation or real output: openai-whisper, faster-whisper, whisperX and the
transcription service of OpenAI (segments), whisper.cpp (transcription), Transformers pipelines (chunks), Amazon Transcribe
(audio_segments), Azure (phrases, recognizedPhrases), AssemblyAI (utterances), 讯飞 (onebest, lattice), FunASR
(sentence_info) and 通义听悟 (Paragraphs).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft
from qualcode.formats.recordings.language_names import language_tag
from qualcode.formats.recordings.spoken import Utterance, milliseconds, put_together, report_speech
from qualcode.formats.text_file import read_text_file
from qualcode.messages import _, plural
from qualcode.text.normalize import normalize

_SENTENCE_ENDS = (".", "?", "!", "。", "？", "！")
_NOBODY = "?"  # whisper.cpp, where it cannot tell
_WITH_TEXT_ALONE = frozenset({"text", "task", "language", "duration", "usage", "logprobs"})
_LANGUAGES = ("language", "result.language", "language_code", "Transcription.AudioInfo.Language")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where a recogniser writes its stretches of speech: dotted paths into the file, and into each stretch.

    A number in a path is a place in a list. ``factor`` makes milliseconds of its times; with ``length`` the path in ``end``
    leads to how long the stretch is.
    """

    stretches: str
    text: str
    start: str
    end: str
    speaker: str
    factor: float = 1000.0
    length: bool = False


_SHAPES = (
    _Shape("transcription", "text", "offsets.from", "offsets.to", "speaker", 1.0),
    _Shape("segments", "text", "start", "end", "speaker"),
    _Shape("segments", "body", "startTime", "endTime", "speaker"),
    _Shape("speakers", "text", "timestamp.0", "timestamp.1", "speaker"),
    _Shape("chunks", "text", "timestamp.0", "timestamp.1", "speaker"),
    _Shape("results.audio_segments", "transcript", "start_time", "end_time", "speaker_label"),
    _Shape("results.utterances", "transcript", "start", "end", "speaker"),
    _Shape("recognizedPhrases", "nBest.0.display", "offsetInTicks", "durationInTicks", "speaker", 1e-4, True),
    _Shape("phrases", "text", "offsetMilliseconds", "durationMilliseconds", "speaker", 1.0, True),
    _Shape("utterances", "text", "start", "end", "speaker", 1.0),
    _Shape("sentence_info", "text", "start", "end", "spk", 1.0),
    _Shape("0.sentence_info", "text", "start", "end", "spk", 1.0),
    _Shape("transcripts.0.sentences", "text", "begin_time", "end_time", "speaker_id", 1.0),
    _Shape("", "onebest", "bg", "ed", "speaker", 1.0),
    _Shape("", "text", "start", "end", "speaker"),
)


class TranscriptReader:
    """Reads transcripts that speech recognisers write as .json; every segment is a turn with its times."""

    name = "transcript"
    extensions = (".json",)
    media_type = "application/json"

    def read(self, path: Path, options: ReadOptions) -> Bundle:
        """One document; speakers are written in front of what they say, such as "SPEAKER_00: ".

        Raises UnreadableInput when the file is no JSON, or not in a shape that is known.
        """
        file = read_text_file(path, options, self.name)
        content = _parsed(file.text, path.name)
        said = utterances_of(content)
        if not any(it.text.strip() for it in said):
            raise UnreadableInput(
                _("{name} is JSON, but no transcript that is known.", name=path.name),
                _("Transcribe to .vtt, .srt or .txt instead, and import that."),
            )
        speech = put_together(said)
        is_bare = all(it.started_ms is None and it.speaker is None for it in said)
        file.report.add(
            "read",
            plural(
                "{n} segment, {encoding}", "{n} segments, {encoding}", len(speech.turns), encoding=file.report.encoding
            ),
        )
        report_speech(file.report, speech)
        language = next((tag for place in _LANGUAGES if (tag := language_tag(_at(content, place)))), None)
        document = DocumentDraft(
            path.stem,
            speech.text,
            language=language,
            source_type=self.name,
            media_type=self.media_type,
            original=file.raw,
            turns=None if is_bare else speech.turns,
            speakers=speech.speakers,
        )
        return Bundle(file.report, [document])


def _parsed(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UnreadableInput(
            _("{name} is not valid JSON: line {line} cannot be read.", name=name, line=line),
            _("Save the transcript once more, or export it as .vtt, .srt or .txt."),
        ) from error


def utterances_of(content: object) -> list[Utterance]:
    """What is said, by the first shape that the content has; empty where it has none."""
    shapes = ([*_by_shape(content, shape)] for shape in _SHAPES)
    special = ([*read(content)] for read in _SPECIAL)
    said = next((said for said in chain(shapes, special) if said), [])
    numbered = {it.speaker for it in said if it.speaker and it.speaker.isdecimal()}
    # One number on everything is what recognisers write that tell nobody apart.
    return [
        replace(it, speaker=f"Speaker {it.speaker}" if len(numbered) > 1 else None) if it.speaker in numbered else it
        for it in said
    ]


def _by_shape(content: object, shape: _Shape) -> Iterator[Utterance]:
    for stretch in _list_at(content, shape.stretches):
        text = _at(stretch, shape.text)
        if isinstance(text, str) and text.strip():
            started = milliseconds(_at(stretch, shape.start), shape.factor)
            ended = milliseconds(_at(stretch, shape.end), shape.factor)
            if shape.length and ended is not None:
                ended += started or 0
            yield Utterance(_one_line(text), started, ended, _speaker(_at(stretch, shape.speaker)))


def _tingwu(content: object) -> Iterator[Utterance]:
    """通义听悟: paragraphs of words, each word with the number of its sentence."""
    paragraphs = _list_at(content, "Transcription.Paragraphs") or _list_at(content, "Paragraphs")
    for paragraph in paragraphs:
        sentences: dict[object, list[object]] = {}
        for word in _list_at(paragraph, "Words"):
            sentences.setdefault(str(_at(word, "SentenceId")), []).append(word)
        for words in sentences.values():
            text = _one_line("".join(str(_at(word, "Text") or "") for word in words))
            started, ended = milliseconds(_at(words[0], "Start")), milliseconds(_at(words[-1], "End"))
            yield Utterance(text, started, ended, _speaker(_at(paragraph, "SpeakerId")))


def _xunfei(content: object) -> Iterator[Utterance]:
    """讯飞: a lattice of sentences, each JSON within the JSON; the first of the words it considered counts."""
    lattice = _list_at(_unwrapped(_at(content, "content.orderResult")) or content, "lattice")
    for sentence in lattice:
        best = _at(_unwrapped(_at(sentence, "json_1best")), "st")
        words = [word for row in _list_at(best, "rt") for word in _list_at(row, "ws")]
        text = _one_line("".join(str(_at(word, "cw.0.w") or "") for word in words))
        yield Utterance(text, milliseconds(_at(best, "bg")), milliseconds(_at(best, "ed")), _speaker(_at(best, "rl")))


def _amazon(content: object) -> Iterator[Utterance]:
    """Amazon Transcribe before 2024: words and punctuation, one by one; a sentence ends at its full stop."""
    by_time = {
        str(_at(word, "start_time")): _at(word, "speaker_label")
        for segment in _list_at(content, "results.speaker_labels.segments")
        for word in _list_at(segment, "items")
    }
    said = ""
    times: list[object] = []
    speaker: str | None = None
    for word in [*_list_at(content, "results.items"), None]:
        is_mark = _at(word, "type") == "punctuation"
        spoken_by = (
            speaker if is_mark else _speaker(_at(word, "speaker_label") or by_time.get(str(_at(word, "start_time"))))
        )
        if said and not is_mark and (word is None or spoken_by != speaker or said.endswith(_SENTENCE_ENDS)):
            yield Utterance(_one_line(said), milliseconds(times[0], 1000.0), milliseconds(times[-1], 1000.0), speaker)
            said, times = "", []
        said += f"{'' if is_mark else ' '}{_at(word, 'alternatives.0.content') or ''}"
        times += [] if is_mark else [_at(word, "start_time"), _at(word, "end_time")]
        speaker = spoken_by


def _bare(content: object) -> Iterator[Utterance]:
    """The answer of a service that was asked for the words alone."""
    if isinstance(content, dict) and content.keys() <= _WITH_TEXT_ALONE and isinstance(content.get("text"), str):
        yield Utterance(_one_line(content["text"]))


_SPECIAL: tuple[Callable[[object], Iterator[Utterance]], ...] = (_amazon, _tingwu, _xunfei, _bare)


def _unwrapped(value: object) -> object:
    """What is meant by JSON that is written as text within JSON."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return None


def _speaker(value: object) -> str | None:
    name = _one_line(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return name if name and name != _NOBODY else None


def _one_line(text: str) -> str:
    return " ".join(normalize(text).text.split())


def _list_at(value: object, path: str) -> list[Any]:
    found = _at(value, path)
    return found if isinstance(found, list) else []


def _at(value: object, path: str) -> object:
    """The value at a dotted path, None where there is none."""
    for step in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value
