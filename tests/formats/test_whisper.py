"""Transcripts as JSON, in the shapes that speech recognisers write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.word_files import read, sentences
from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Bundle, DocumentDraft
from qualcode.formats.recordings.language_names import language_tag
from qualcode.formats.recordings.whisper import utterances_of


def read_json(folder: Path, content: object, name: str = "talk.json") -> Bundle:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return read(path)


def rows(document: DocumentDraft) -> list[tuple[str | None, int | None, int | None, str]]:
    """Speaker, times and words of each turn."""
    return [
        (turn.speaker, turn.started_ms, turn.ended_ms, document.text[turn.label_end : turn.end].strip())
        for turn in document.turns or []
    ]


def test_segments_of_whisper(tmp_path: Path) -> None:
    segments = [
        {"id": 0, "seek": 0, "start": 0.0, "end": 2.5, "text": " Hello there."},
        {"id": 1, "seek": 0, "start": 2.5, "end": 4.0049, "text": " How are"},
        {"id": 2, "seek": 0, "start": 4.0049, "end": 5, "text": " you?"},
    ]
    bundle = read_json(tmp_path, {"text": " Hello", "segments": segments, "language": "en"})
    document = bundle.documents[0]
    assert document.text == "Hello there.\nHow are you?"
    assert rows(document) == [
        (None, 0, 2500, "Hello there."),
        (None, 2500, 4005, "How are"),
        (None, 4005, 5000, "you?"),
    ]
    assert (document.language, document.speakers, document.source_type) == ("en", [], "transcript")
    assert sentences(bundle.report) == ["read: 3 segments, utf-8"]


def test_speakers_of_whisperx_are_written_into_the_text(tmp_path: Path) -> None:
    segments = [
        {"start": 0.031, "end": 2.5, "text": " Hello.", "speaker": "SPEAKER_00", "words": []},
        {"start": 3, "end": 4, "text": " I was", "speaker": "SPEAKER_01"},
        {"start": 4, "end": 5, "text": "tired.", "speaker": "SPEAKER_01"},
        {"start": 5, "end": 6, "text": "Mm."},
    ]
    bundle = read_json(tmp_path, {"segments": segments, "word_segments": [], "language": "zh"})
    document = bundle.documents[0]
    assert document.text == "SPEAKER_00: Hello.\nSPEAKER_01: I was tired.\nMm."
    assert [speaker for speaker, *_rest in rows(document)] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_01", None]
    labels = [document.text[turn.label_start : turn.label_end] for turn in document.turns or []]
    assert labels == ["SPEAKER_00:", "SPEAKER_01:", "", ""]
    assert document.language is None
    assert "changed: 2 labels were written into the text." in sentences(bundle.report)


WHISPER_CPP = {
    "systeminfo": "…",
    "params": {"language": "auto"},
    "result": {"language": "de"},
    "transcription": [
        {"timestamps": {"from": "00:00:00,000"}, "offsets": {"from": 0, "to": 1440}, "text": " Ja.", "speaker": "0"},
        {"offsets": {"from": 1440, "to": 2440}, "text": " Nein.", "speaker": "1"},
        {"offsets": {"from": 2440, "to": 2840}, "text": " So.", "speaker": "?"},
    ],
}
AMAZON_WORDS = {
    "results": {
        "transcripts": [{"transcript": "Hold on. Sorry"}],
        "speaker_labels": {
            "segments": [
                {
                    "items": [
                        {"start_time": "4.87", "speaker_label": "spk_0"},
                        {"start_time": "5.02", "speaker_label": "spk_0"},
                    ]
                },
                {"items": [{"start_time": "8.49", "speaker_label": "spk_1"}]},
            ]
        },
        "items": [
            {"start_time": "4.87", "end_time": "5.02", "alternatives": [{"content": "Hold"}], "type": "pronunciation"},
            {"start_time": "5.02", "end_time": "5.17", "alternatives": [{"content": "on"}], "type": "pronunciation"},
            {"alternatives": [{"content": "."}], "type": "punctuation"},
            {"start_time": "8.49", "end_time": "9.17", "alternatives": [{"content": "Sorry"}], "type": "pronunciation"},
        ],
    }
}
XUNFEI = {
    "lattice": [
        {
            "json_1best": json.dumps(
                {
                    "st": {
                        "bg": "0",
                        "ed": "4950",
                        "rl": "1",
                        "rt": [{"ws": [{"cw": [{"w": "你"}]}, {"cw": [{"w": "好"}]}]}],
                    }
                }
            )
        },
        {"json_1best": {"st": {"bg": "5000", "ed": "6950", "rl": "2", "rt": [{"ws": [{"cw": [{"w": "好"}]}]}]}}},
    ]
}
TINGWU = {
    "Transcription": {
        "Paragraphs": [
            {
                "SpeakerId": "1",
                "Words": [
                    {"SentenceId": 1, "Start": 0, "End": 500, "Text": "大家"},
                    {"SentenceId": 1, "Start": 500, "End": 1200, "Text": "好。"},
                    {"SentenceId": 2, "Start": 1300, "End": 2500, "Text": "开始吧。"},
                ],
            },
            {"SpeakerId": "2", "Words": [{"SentenceId": 3, "Start": 2600, "End": 4000, "Text": "好的。"}]},
        ]
    }
}


@pytest.mark.parametrize(
    ("content", "turns"),
    [
        (WHISPER_CPP, [("Speaker 0", 0, 1440, "Ja."), ("Speaker 1", 1440, 2440, "Nein."), (None, 2440, 2840, "So.")]),
        ([{"start": 0.5, "end": 2.5, "text": " Hello."}], [(None, 500, 2500, "Hello.")]),
        ({"chunks": [{"timestamp": [0.0, 2.0], "text": " a"}, {"timestamp": [2.0, None], "text": "b"}]},
         [(None, 0, 2000, "a"), (None, 2000, None, "b")]),
        ({"segments": [{"speaker": "Ann", "startTime": 0.5, "endTime": 1, "body": "Hi"}]}, [("Ann", 500, 1000, "Hi")]),
        ({"results": {"audio_segments": [
            {"transcript": "Hold on.", "start_time": "4.87", "end_time": "6.88", "speaker_label": "spk_0"}]}},
         [("spk_0", 4870, 6880, "Hold on.")]),
        (AMAZON_WORDS, [("spk_0", 4870, 5170, "Hold on."), ("spk_1", 8490, 9170, "Sorry")]),
        ({"recognizedPhrases": [
            {"speaker": 1, "offsetInTicks": 7e5, "durationInTicks": 159e5, "nBest": [{"display": "Hi."}]},
            {"speaker": 2, "offsetInTicks": 17e6, "durationInTicks": 59e5, "nBest": [{"display": "Ho."}]}]},
         [("Speaker 1", 70, 1660, "Hi."), ("Speaker 2", 1700, 2290, "Ho.")]),
        ({"phrases": [{"offsetMilliseconds": 960, "durationMilliseconds": 640, "text": "Hi."}]}, [(None, 960, 1600, "Hi.")]),
        ({"utterances": [{"speaker": "A", "start": 250, "end": 990, "text": "Hi."}]}, [("A", 250, 990, "Hi.")]),
        ([{"bg": "610", "ed": "7580", "onebest": "大家好，", "speaker": "0"}], [(None, 610, 7580, "大家好，")]),
        (XUNFEI, [("Speaker 1", 0, 4950, "你好"), ("Speaker 2", 5000, 6950, "好")]),
        ({"content": {"orderResult": json.dumps(XUNFEI)}}, [("Speaker 1", 0, 4950, "你好"), ("Speaker 2", 5000, 6950, "好")]),
        ([{"key": "a", "sentence_info": [{"start": 300, "end": 900, "spk": 2, "text": "一。"},
                                         {"start": 950, "end": 999, "spk": 0, "text": "二。"}]}],
         [("Speaker 2", 300, 900, "一。"), ("Speaker 0", 950, 999, "二。")]),
        (TINGWU, [("Speaker 1", 0, 1200, "大家好。"), ("Speaker 1", 1300, 2500, "开始吧。"), ("Speaker 2", 2600, 4000, "好的。")]),
    ],
    ids=["whisper.cpp", "list", "chunks", "podcast", "amazon", "amazon words", "azure", "azure fast", "assemblyai",
         "onebest", "lattice", "order", "funasr", "tingwu"],
)  # fmt: skip
def test_shapes_of_other_recognisers(tmp_path: Path, content: object, turns: list[Any]) -> None:
    assert rows(read_json(tmp_path, content).documents[0]) == turns


def words(*told: tuple[Any, ...], **names: str) -> list[dict[str, Any]]:
    """Words as recognisers list them: text, beginning, end and speaker under the names they use."""
    return [dict(zip(names.values(), it)) for it in told]


YES = [("Who?", 0.5, 1.0, 1), ("Me", 1.5, 2.0, 2), ("too.", 2.0, 2.5, 2)]
SENTENCES = [("Speaker 1", 500, 1000, "Who?"), ("Speaker 2", 1500, 2500, "Me too.")]
NAMED = [("Ana", 500, 1000, "Who?"), ("Bo", 1500, 2500, "Me too.")]
BY_WORDS: dict[str, tuple[object, list[Any]]] = {
    "Deepgram": (
        {"results": {"channels": [{"alternatives": [{"words": words(*YES, t="punctuated_word", b="start", e="end", s="speaker")}]}]}},
        SENTENCES,
    ),
    "AssemblyAI": (
        {"utterances": None, "words": words(*((t, 1000 * b, 1000 * e, s) for t, b, e, s in YES), t="text", b="start", e="end", s="speaker")},
        SENTENCES,
    ),
    "ElevenLabs": (
        {"words": [it | {"type": "word"} for it in words(*YES, t="text", b="start", e="end", s="speaker_id")]},
        SENTENCES,
    ),
    "Google": (
        {"response": {"results": [{"alternatives": [{"words": words(*((t, f"{b}s", f"{e}s", s) for t, b, e, s in YES), t="word", b="startTime", e="endTime", s="speakerTag")}]}]}},
        SENTENCES,
    ),
    "Speechmatics": (
        {"results": [
            {"type": "word", "start_time": 0.5, "end_time": 1.0, "alternatives": [{"content": "Who", "speaker": "S1"}]},
            {"type": "punctuation", "start_time": 1.0, "end_time": 1.0, "alternatives": [{"content": "?", "speaker": "S1"}]},
            {"type": "word", "start_time": 1.5, "end_time": 2.5, "alternatives": [{"content": "Me", "speaker": "S2"}]},
        ]},
        [("S1", 500, 1000, "Who?"), ("S2", 1500, 2500, "Me")],
    ),
    "Rev": (
        {
            "speakers": [{"id": 0, "name": "Ana"}, {"id": 1, "name": "Bo"}],
            "monologues": [
                {"speaker": 0, "elements": [{"type": "text", "value": "Who", "ts": 0.5, "end_ts": 1.0}, {"type": "punct", "value": "?"}]},
                {"speaker": 1, "elements": [{"type": "text", "value": "Me", "ts": 1.5, "end_ts": 2.0}, {"type": "punct", "value": " "}, {"type": "text", "value": "too", "ts": 2.0, "end_ts": 2.5}, {"type": "punct", "value": "."}]},
            ],
        },
        NAMED,
    ),
    "Vosk, by silences": (
        {"result": words(("one", 0, 0.5), ("two", 0.5, 1), ("three", 9, 9.5), t="word", b="start", e="end"), "text": "one two three"},
        [(None, 0, 1000, "one two"), (None, 9000, 9500, "three")],
    ),
    "Chinese words": (
        {"words": words(("你", 0, 500, "A"), ("好。", 500, 900, "A"), t="text", b="start", e="end", s="speaker")},
        [("A", 0, 900, "你好。")],
    ),
    "Fireflies": (
        {"sentences": words(("Who?", 0.5, 1.0, "Ana"), ("Me too.", 1.5, 2.5, "Bo"), t="text", b="start_time", e="end_time", s="speaker_name")},
        NAMED,
    ),
    "Teams": (
        {"entries": words(("Who?", "00:00:00.5", "00:00:01", "Ana"), ("Me too.", "00:00:01.5", "00:00:02.5", "Bo"), t="text", b="startOffset", e="endOffset", s="speakerDisplayName")},
        NAMED,
    ),
    "Azure, one by one": (
        [{"DisplayText": "Who?", "Offset": 5_000_000, "Duration": 5_000_000}],
        [(None, 500, 1000, "Who?")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "turns"), BY_WORDS.values(), ids=BY_WORDS)
def test_words_become_sentences_with_times_and_speakers(tmp_path: Path, content: object, turns: list[Any]) -> None:
    assert rows(read_json(tmp_path, content).documents[0]) == turns


@pytest.mark.parametrize(
    "content",
    [[{"text": "a post", "id": 1}], {"words": [{"text": "cat"}, {"text": "dog"}]}, {"sentences": [{"text": "No."}]}],
)
def test_lists_of_texts_that_tell_no_time_and_nobody_are_no_talk(content: object) -> None:
    assert utterances_of(content) == []


def test_words_without_times_are_a_text_whose_speakers_are_looked_for(tmp_path: Path) -> None:
    document = read_json(tmp_path, {"text": "Just words.", "usage": {}}).documents[0]
    assert (document.text, document.turns) == ("Just words.", None)


def test_times_that_cannot_be_are_left_out(tmp_path: Path) -> None:
    segments = [
        {"start": -1, "end": 1e12, "text": "a"},
        {"start": "x", "end": True, "text": "b"},
        {"start": 5, "end": 4, "text": "c"},
    ]
    assert rows(read_json(tmp_path, {"segments": segments}).documents[0]) == [
        (None, None, None, "a"),
        (None, None, None, "b"),
        (None, 5000, None, "c"),
    ]


def test_what_cannot_be_stored_is_mended(tmp_path: Path) -> None:
    assert read_json(tmp_path, [{"start": 0, "end": 1, "text": "a\0b \ud800"}]).documents[0].text == "a\ufffdb \ufffd"


def test_a_transcript_named_txt_is_told(tmp_path: Path) -> None:
    segments = [{"start": 0, "end": 1, "text": "Hi"}]
    assert read_json(tmp_path, {"segments": segments}, "talk.txt").report.format == "transcript"


@pytest.mark.parametrize(
    "content", [5, [], {}, "words", {"name": "package"}, {"segments": []}, {"segments": [{"text": 5}, 5, None]}]
)
def test_other_json_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(UnreadableInput, match="no transcript"):
        read_json(tmp_path, content)


@pytest.mark.parametrize("text", ['{"segments": [', "words", "[" * 100_000, "{'text': 1}"])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match="not valid JSON: line 1"):
        read(path)


@pytest.mark.parametrize(
    ("name", "tag"),
    [("en", "en"), ("english", "en"), ("en-US", "en"), ("zh", None), ("Chinese", None), (None, None), (5, None)],
)
def test_languages(name: object, tag: str | None) -> None:
    assert language_tag(name) == tag


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["segments", "text", "start", "end", "speaker", "results", "items", "lattice", "Paragraphs", "Words"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_any_json_gives_utterances_or_none(content: object) -> None:
    assert all(isinstance(it.text, str) for it in utterances_of(content))
