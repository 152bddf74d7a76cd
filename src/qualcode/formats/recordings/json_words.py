"""Transcripts as JSON that tell their words one by one: put together to sentences, each with its times and its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.formats.recordings.json_paths import first_text, list_at, one_line, speaker_of, time_of, value_at
from qualcode.formats.recordings.spoken import Utterance

_SENTENCE_ENDS = (".", "?", "!", "。", "？", "！")
_BETWEEN_HAN = re.compile(
    "(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]) (?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])"
)
_PAUSE_MS = 1500  # without punctuation, so long a silence ends what is said together


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark with its times in milliseconds; ``spaced`` where a space belongs before it."""

    text: str
    started_ms: int | None = None
    ended_ms: int | None = None
    speaker: str | None = None
    spaced: bool = True
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where a recogniser lists its words, and where each tells its text, times and speaker; several paths have spaces between."""

    words: str
    text: str
    start: str
    end: str
    speaker: str
    factor: float = 1000.0


_SHAPES = (
    _Shape("results.items", "alternatives.0.content", "start_time", "end_time", "speaker_label"),  # Amazon
    _Shape("results", "alternatives.0.content", "start_time", "end_time", "alternatives.0.speaker"),  # Speechmatics
    _Shape("results.channels.0.alternatives.0.words", "punctuated_word word", "start", "end", "speaker"),  # Deepgram
    _Shape("words", "word", "start", "end", "speaker"),  # OpenAI
    _Shape("result", "word", "start", "end", "spk"),  # Vosk
)


def of_words(content: object) -> Iterator[Utterance]:
    """What is said, by the first shape of a list of words that the content has."""
    listed = ([*_of_shape(content, shape)] for shape in _SHAPES)
    special = ([*read(content)] for read in (_texts, _monologues, _google))
    words = next((words for some in (listed, special) for words in some if any(_is_told(it) for it in words)), [])
    return _together(words)


def _is_told(word: Word) -> bool:
    """Whether a recogniser says more of a word than the word: lists of words are many things."""
    return word.started_ms is not None or word.ended_ms is not None or word.speaker is not None


def _of_shape(content: object, shape: _Shape) -> Iterator[Word]:
    known = _speakers_by_time(content)
    for it in list_at(content, shape.words):
        text = first_text(it, shape.text)
        is_mark = value_at(it, "type") == "punctuation"
        speaker = value_at(it, shape.speaker)
        speaker = known.get(str(value_at(it, shape.start))) if speaker is None else speaker
        started, ended = _times(it, shape.start, shape.end, shape.factor)
        if text:
            yield Word(text, started, ended, None if is_mark else speaker_of(speaker), not is_mark, is_mark)


def _times(it: object, start: str, end: str, factor: float = 1000.0) -> tuple[int | None, int | None]:
    return time_of(value_at(it, start), factor), time_of(value_at(it, end), factor)


def _speakers_by_time(content: object) -> dict[str, object]:
    """Amazon before 2024 tells the speakers apart from the words."""
    segments = list_at(content, "results.speaker_labels.segments")
    words = (word for segment in segments for word in list_at(segment, "items"))
    return {str(value_at(word, "start_time")): value_at(word, "speaker_label") for word in words}


def _texts(content: object) -> Iterator[Word]:
    """AssemblyAI, in milliseconds, and ElevenLabs, in seconds and with the spaces between the words."""
    words = list_at(content, "words")
    in_seconds = any(value_at(it, "type") for it in words)
    for it in words:
        text = first_text(it, "text")
        started, ended = _times(it, "start", "end", 1000.0 if in_seconds else 1.0)
        speaker = value_at(it, "speaker_id" if in_seconds else "speaker")
        if text.strip():
            yield Word(text, started, ended, speaker_of(speaker))


def _monologues(content: object) -> Iterator[Word]:
    """Rev: words and what stands between them."""
    for monologue in list_at(content, "monologues"):
        speaker = speaker_of(value_at(monologue, "speaker"))
        for it in list_at(monologue, "elements"):
            text = first_text(it, "value")
            started, ended = _times(it, "ts", "end_ts")
            if text:
                yield Word(text, started, ended, speaker, False, value_at(it, "type") == "punct")


def _google(content: object) -> Iterator[Word]:
    """Google: a list of results; where speakers are told apart, the last one repeats all words with them."""
    results = list_at(content, "results") or list_at(content, "response.results")
    tagged = [it for it in results if value_at(it, "alternatives.0.words.0.speakerTag")]
    for result in tagged[-1:] or results:
        words = list_at(result, "alternatives.0.words")
        if not words:
            ended = time_of(value_at(result, "resultEndTime") or value_at(result, "resultEndOffset"), 1000.0)
            text = first_text(result, "alternatives.0.transcript")
            yield from [Word(f"{text.strip()}\n", None, ended)] if text.strip() else []
        for it in words:
            kind = "Time" if value_at(it, "endTime") else "Offset"
            started, ended = _times(it, f"start{kind}", f"end{kind}")
            speaker = speaker_of(value_at(it, "speakerTag") or value_at(it, "speakerLabel"))
            yield Word(first_text(it, "word"), started, ended, speaker)


def _together(words: Iterable[Word]) -> Iterator[Utterance]:
    """The words as sentences: one ends at its full stop, at a change of speaker, or at a long silence."""
    held: list[Word] = []
    for word in words:
        if held and not word.is_mark and _ends(held, word):
            yield _utterance(held)
            held = []
        held.append(word)
    if held:
        yield _utterance(held)


def _ends(held: list[Word], word: Word) -> bool:
    last = next((it for it in reversed(held) if not it.is_mark), held[-1])
    text = "".join(it.text for it in held[-2:]).rstrip(" ")
    if word.speaker != last.speaker or text.endswith(("\n", *_SENTENCE_ENDS)):
        return True
    return None not in (word.started_ms, last.ended_ms) and (word.started_ms or 0) - (last.ended_ms or 0) > _PAUSE_MS


def _utterance(held: list[Word]) -> Utterance:
    text = _BETWEEN_HAN.sub("", one_line("".join(f" {it.text}" if it.spaced else it.text for it in held)))
    spoken = [it for it in held if not it.is_mark] or held
    speaker = next((it.speaker for it in spoken if it.speaker), None)
    return Utterance(text, spoken[0].started_ms, spoken[-1].ended_ms, speaker)
