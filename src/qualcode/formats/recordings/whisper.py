"""Transcripts as JSON: from the Whisper family, and from other recognisers whose files say words, times and speakers.

Each shape was read off its maker's documentation or real output: openai-whisper, faster-whisper, whisperX and the
transcription service of OpenAI (segments), whisper.cpp (transcription), Transformers pipelines (chunks), Amazon Transcribe
(audio_segments), Azure (phrases, recognizedPhrases), AssemblyAI and Gladia (utterances), Fireflies (sentences), 讯飞 (onebest, lattice), FunASR
(sentence_info) and 通义听悟 (Paragraphs). Lists of single words are read in json_words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle
from qualcode.formats.recordings.json_paths import list_at, one_line, speaker_of, time_of, value_at
from qualcode.formats.recordings.json_words import of_words
from qualcode.formats.recordings.language_names import language_tag
from qualcode.formats.recordings.spoken import Utterance, milliseconds, put_together, report_speech
from qualcode.formats.text_file import read_text_file
from qualcode.messages import _, plural

_WITH_TEXT_ALONE = frozenset({"text", "task", "language", "duration", "usage", "logprobs"})
_SURELY_SPEECH = ("transcription", "segments", "chunks", "utterances", "phrases", "recognizedPhrases")
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
    _Shape("result.transcription.utterances", "text", "start", "end", "speaker"),
    _Shape("sentences", "text", "start_time", "end_time", "speaker_name"),
    _Shape("transcript", "text", "start_time", "end_time", "speaker"),
    _Shape("entries", "text", "startOffset", "endOffset", "speakerDisplayName"),
    _Shape("results.utterances", "transcript", "start", "end", "speaker"),
    _Shape("recognizedPhrases", "nBest.0.display", "offsetInTicks", "durationInTicks", "speaker", 1e-4, True),
    _Shape("phrases", "text", "offsetMilliseconds", "durationMilliseconds", "speaker", 1.0, True),
    _Shape("utterances", "text", "start", "end", "speaker", 1.0),
    _Shape("sentence_info", "text", "start", "end", "spk", 1.0),
    _Shape("0.sentence_info", "text", "start", "end", "spk", 1.0),
    _Shape("transcripts.0.sentences", "text", "begin_time", "end_time", "speaker_id", 1.0),
    _Shape("", "DisplayText", "Offset", "Duration", "speaker", 1e-4, True),
    _Shape("", "NBest.0.Display", "Offset", "Duration", "speaker", 1e-4, True),
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
        language = next((tag for place in _LANGUAGES if (tag := language_tag(value_at(content, place)))), None)
        document = speech.document(path, file.raw, self.name, self.media_type)
        document.language = language
        if is_bare:
            document.turns = None
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
    shapes = (_told([*_by_shape(content, shape)], shape) for shape in _SHAPES)
    special = ([*read(content)] for read in _SPECIAL)
    said = next((said for said in chain(shapes, special) if said), [])
    names = _names(content)
    said = [replace(it, speaker=names.get(it.speaker or "", it.speaker)) for it in said]
    numbered = {it.speaker for it in said if it.speaker and it.speaker.isdecimal()}
    # One number on everything is what recognisers write that tell nobody apart.
    return [
        replace(it, speaker=f"Speaker {it.speaker}" if len(numbered) > 1 else None) if it.speaker in numbered else it
        for it in said
    ]


def _told(said: list[Utterance], shape: _Shape) -> list[Utterance]:
    """What was found, but for lists of texts of any kind, which tell neither times nor speakers."""
    is_told = any(it.started_ms is not None or it.ended_ms is not None or it.speaker for it in said)
    return said if is_told or shape.stretches in _SURELY_SPEECH else []


def _names(content: object) -> dict[str, str]:
    """The names of speakers by what stands for them, where a list tells."""
    listed = ((value_at(it, "id"), value_at(it, "name")) for it in list_at(content, "speakers"))
    return {str(key): one_line(name) for key, name in listed if isinstance(name, str) and name.strip()}


def _by_shape(content: object, shape: _Shape) -> Iterator[Utterance]:
    for stretch in list_at(content, shape.stretches):
        text = value_at(stretch, shape.text)
        if isinstance(text, str) and text.strip():
            started = time_of(value_at(stretch, shape.start), shape.factor)
            ended = time_of(value_at(stretch, shape.end), shape.factor)
            if shape.length and ended is not None:
                ended += started or 0
            yield Utterance(one_line(text), started, ended, speaker_of(value_at(stretch, shape.speaker)))


def _tingwu(content: object) -> Iterator[Utterance]:
    """通义听悟: paragraphs of words, each word with the number of its sentence."""
    paragraphs = list_at(content, "Transcription.Paragraphs") or list_at(content, "Paragraphs")
    for paragraph in paragraphs:
        sentences: dict[object, list[object]] = {}
        for word in list_at(paragraph, "Words"):
            sentences.setdefault(str(value_at(word, "SentenceId")), []).append(word)
        for words in sentences.values():
            text = one_line("".join(str(value_at(word, "Text") or "") for word in words))
            started, ended = milliseconds(value_at(words[0], "Start")), milliseconds(value_at(words[-1], "End"))
            yield Utterance(text, started, ended, speaker_of(value_at(paragraph, "SpeakerId")))


def _xunfei(content: object) -> Iterator[Utterance]:
    """讯飞: a lattice of sentences, each JSON within the JSON; the first of the words it considered counts."""
    lattice = list_at(_unwrapped(value_at(content, "content.orderResult")) or content, "lattice")
    for sentence in lattice:
        best = value_at(_unwrapped(value_at(sentence, "json_1best")), "st")
        words = [word for row in list_at(best, "rt") for word in list_at(row, "ws")]
        text = one_line("".join(str(value_at(word, "cw.0.w") or "") for word in words))
        yield Utterance(
            text,
            milliseconds(value_at(best, "bg")),
            milliseconds(value_at(best, "ed")),
            speaker_of(value_at(best, "rl")),
        )


def _bare(content: object) -> Iterator[Utterance]:
    """The answer of a service that was asked for the words alone."""
    if isinstance(content, dict) and content.keys() <= _WITH_TEXT_ALONE and isinstance(content.get("text"), str):
        yield Utterance(one_line(content["text"]))


_SPECIAL: tuple[Callable[[object], Iterator[Utterance]], ...] = (of_words, _tingwu, _xunfei, _bare)


def _unwrapped(value: object) -> object:
    """What is meant by JSON that is written as text within JSON."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return None
