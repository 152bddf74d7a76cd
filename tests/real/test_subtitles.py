"""Subtitles as Zoom, YouTube and speech recognisers write them, and broken ones: the counts their publishers state."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from formats.word_files import read
from qualcode.errors import UnreadableInput

EDGE_CASES = "subtitle-edge-cases"


def test_a_zoom_recording_has_its_300_cues_and_their_speakers(corpora: Path) -> None:
    bundle = read(corpora / "zoom-export" / "meeting001_transcript.vtt")
    document = bundle.documents[0]
    turns = document.turns or []
    assert Counter(turn.speaker for turn in turns) == {
        "Paul McCartney": 242,
        "Andrew Knight": 45,
        "John Lennon": 7,
        "George Harrison": 3,
        "Ringo Starr": 1,
        None: 2,
    }
    assert (turns[-1].started_ms, turns[-1].ended_ms) == (3_326_820, 3_341_970)
    assert document.text.count("\n") == 299
    assert bundle.report.of("changed")[0].sentence == "1202 line ends were written as LF."


@pytest.mark.parametrize(
    ("episode", "cues", "words"),
    [("000_tptm_introducing_the_show", 52, 582), ("008_james_curran_groklearning", 379, 6879)],
)
def test_captions_of_a_recogniser_are_the_words_of_their_text_file(
    corpora: Path, episode: str, cues: int, words: int
) -> None:
    folder = corpora / "talk-python-transcripts"
    document = read(folder / f"{episode}.vtt").documents[0]
    turns = document.turns or []
    assert [len(turns), {turn.speaker for turn in turns}] == [cues, {None}]
    assert all(turn.started_ms is not None and turn.ended_ms is not None for turn in turns)
    stamped = (folder / f"{episode}.txt").read_text(encoding="utf-8").split("\n")
    stamps = [line.partition(" ")[0] for line in stamped if line]
    assert document.text.split() == " ".join(line.partition(" ")[2] for line in stamped).split()
    assert len(document.text.split()) + len(stamps) == words  # those published count the time stamps


def test_sentences_that_run_over_cues_are_whole(corpora: Path) -> None:
    document = read(corpora / "talk-python-transcripts" / "008_james_curran_groklearning.vtt").documents[0]
    lines = document.text.split("\n")
    assert len(lines) < len(document.turns or [])
    assert sum(line.endswith((".", "?", "!", "…", '"')) for line in lines) > 0.98 * len(lines)


CUES = {
    "captions_with_bom.vtt": 4,
    "comments.vtt": 3,
    "cue_tags.vtt": 3,
    "invalid.vtt": 7,
    "invalid_timeframe_in_cue_text.vtt": 3,
    "metadata_headers.vtt": 2,
    "metadata_headers_multiline.vtt": 2,
    "one_caption.srt": 1,
    "one_caption.vtt": 1,
    "sample.sbv": 5,
    "sample.srt": 5,
    "sample.vtt": 16,
    "styles.vtt": 1,
    "two_captions.sbv": 2,
    "using_identifiers.vtt": 6,
    "youtube_dl.vtt": 3,  # of four, one only repeats
}


@pytest.mark.parametrize(("file", "turns"), CUES.items())
def test_cues_of_sound_files(corpora: Path, file: str, turns: int) -> None:
    assert len(read(corpora / EDGE_CASES / file).documents[0].turns or []) == turns


@pytest.mark.parametrize(
    ("file", "turns", "kind", "where"),
    [
        ("invalid_timeframe.vtt", 7, "warning", "line 6"),
        ("invalid_timeframe.sbv", 5, "warning", "line 7"),
        ("missing_timeframe.vtt", 7, "warning", "line 6"),
        ("missing_timeframe.srt", 5, "warning", "line 6"),
        ("missing_timeframe.sbv", 5, "warning", "line 4"),
        ("missing_caption_text.vtt", 4, "not carried", "line 6"),
        ("missing_caption_text.srt", 4, "not carried", "line 6"),
        ("missing_caption_text.sbv", 4, "not carried", "line 4"),
        ("invalid_timeframe_in_cue_text.vtt", 3, "not carried", "line 6"),
    ],
)
def test_the_cue_that_is_broken_is_said_and_its_words_stay(
    corpora: Path, file: str, turns: int, kind: str, where: str
) -> None:
    bundle = read(corpora / EDGE_CASES / file)
    document = bundle.documents[0]
    assert len(document.turns or []) == turns
    assert document.text.split("\n")[-1] == f"Caption text #{document.text.rstrip()[-1]}"
    assert where in [finding.where for finding in bundle.report.findings if finding.kind == kind]
    assert ("Caption text #2" in document.text) == ("missing_caption" not in file)


def test_a_time_with_the_other_decimal_mark_is_read(corpora: Path) -> None:
    turns = read(corpora / EDGE_CASES / "invalid_timeframe.srt").documents[0].turns or []
    assert [(turn.started_ms, turn.ended_ms) for turn in turns][1] == (7000, 11890)


@pytest.mark.parametrize(
    "file",
    ["empty.vtt", "no_captions.vtt", "invalid_format.sbv", *(f"invalid_format{n}.srt" for n in (1, 2, 3, 4))],
)
def test_what_holds_no_captions_is_refused(corpora: Path, file: str) -> None:
    with pytest.raises(UnreadableInput, match=r"is empty|holds no subtitles"):
        read(corpora / EDGE_CASES / file)


def test_an_elan_file_and_its_text_grid_say_the_same(corpora: Path) -> None:
    both = [read(corpora / "gamma-continua" / f"MaureenMarvinRobin.{ending}") for ending in ("eaf", "TextGrid")]
    texts = {bundle.documents[0].text for bundle in both}
    assert texts == {"Maureen: S\nMarvin: S\nMaureen: S\nRobin: S"}
    assert both[0].documents[0].turns == both[1].documents[0].turns
    assert "Empty tiers: default" in [finding.sentence for finding in both[0].report.of("not carried")]
