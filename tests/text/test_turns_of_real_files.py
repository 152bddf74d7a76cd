"""Turns of real transcripts; skipped where the files are not at hand."""

import re
from pathlib import Path

import docx
import pytest

from qualcode.text.turns.detection import detect_turns
from qualcode.text.turns.turn import TurnReading
from qualcode.text.units import units

# Beginning of the file's name, turns, distinct labels.
INTERVIEWS = [
    ("zh-Hant/2015-11-10", 34, 11),
    ("zh-Hant/2016-02-04", 49, 14),
    ("zh-Hant/2016-06-30", 74, 2),
    ("zh-Hant/2016-07-02", 84, 2),
    ("zh-Hant/2017-06-03", 255, 15),
    ("zh-Hant/2017-11-10", 451, 7),
    ("zh-Hant/2018-01-05", 333, 3),
    ("zh-Hant/2018-02-26", 763, 22),
    ("zh-Hant/2019-09-19", 98, 10),
    ("zh-Hant/2019-11-23", 22, 2),
    ("zh-Hant/2020-08-25", 394, 99),
    ("zh-Hant/2021-11-03", 6, 2),
    ("zh-Hant/2026-04-26", 66, 2),
    ("en/2017-03-14", 214, 2),
    ("en/2017-08-28", 81, 2),
    ("en/2018-02-19", 249, 2),
    ("en/2019-11-23", 19, 2),
]
DOCX = [
    ("2020-08-25", 394, 99),
    ("2026-04-26", 66, 2),
    ("2016-06-30", 74, 2),
    ("2016-02-04", 48, 14),
    ("2017-08-28", 81, 2),
]
NO_TRANSCRIPTS = [
    "cn-laws-social-assistance-egov/utf8",
    "notebooks-for-all",
    "tanf-research-syntheses",
]


def spellings(reading: TurnReading) -> int:
    return sum(1 + len(speaker.aliases) for speaker in reading.speakers)


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


@pytest.mark.parametrize(("name", "turns", "labels"), INTERVIEWS, ids=[name for name, *_ in INTERVIEWS])
def test_every_turn_of_an_interview_is_found(corpora: Path, name: str, turns: int, labels: int):
    text = next(corpora.glob(f"tang-digital-government/{name}*")).read_text("utf-8")
    reading = detect_turns(text)
    assert (len(reading.turns), spellings(reading)) == (turns, labels)
    headings = re.findall("^### .*$", text, re.MULTILINE)
    assert [text[turn.label_start : turn.label_end] for turn in reading.turns] == headings


@pytest.mark.parametrize(("name", "turns", "labels"), DOCX, ids=[name for name, *_ in DOCX])
def test_labels_without_markdown_are_found_as_well(corpora: Path, name: str, turns: int, labels: int):
    reading = detect_turns(text_of(next(corpora.glob(f"tang-digital-government/derived-docx/{name}*"))))
    assert (len(reading.turns), spellings(reading)) == (turns, labels)


@pytest.mark.parametrize("name", ["trans1", "trans2", "trans3"])
def test_a_classroom_with_colons_or_dashes(corpora: Path, name: str):
    reading = detect_turns(text_of(corpora / "textreadr-transcripts" / f"{name}.docx"))
    found = [(turn.speaker, turn.started_ms) for turn in reading.turns]
    assert found == [(speaker, None) for speaker in ("Researcher 2", "Teacher 4", "Multiple Students", "Teacher 4")]


def test_the_lines_of_a_chat(corpora: Path):
    text = (corpora / "zoom-export" / "meeting001_chat.txt").read_text("utf-8")
    reading = detect_turns(text)
    assert (len(reading.turns), len(reading.speakers)) == (10, 5)
    assert reading.turns[0].started_ms == (21 * 60 + 14) * 1000
    assert text[reading.turns[-1].label_end : reading.turns[-1].end] == "\tFuselage"


@pytest.mark.parametrize(
    ("name", "stamps"), [("000_tptm_introducing_the_show", 52), ("008_james_curran_groklearning", 375)]
)
def test_times_without_labels_divide_a_text_among_nobody(corpora: Path, name: str, stamps: int):
    text = (corpora / "talk-python-transcripts" / f"{name}.txt").read_text("utf-8")
    reading = detect_turns(text)
    assert (len(reading.turns), reading.speakers, {turn.speaker for turn in reading.turns}) == (stamps, [], {None})
    times = [turn.started_ms for turn in reading.turns]
    assert times == sorted(times)


@pytest.mark.parametrize("folder", NO_TRANSCRIPTS)
def test_nobody_is_invented_in_texts_without_labels(corpora: Path, folder: str):
    paths = [path for path in (corpora / folder).iterdir() if path.suffix in (".md", ".txt")]
    assert paths
    assert [path.name for path in paths if detect_turns(path.read_text("utf-8")).turns] == []


def test_all_that_is_said_in_a_real_interview_is_in_its_sentences(corpora: Path):
    text = next(corpora.glob("tang-digital-government/en/2018-02-19*")).read_text("utf-8")
    turns = [WithRole(turn.start, turn.end, turn.label_start, turn.label_end) for turn in detect_turns(text).turns]
    said = "".join("".join(text[turn.label_end : turn.end].split()) for turn in turns)
    assert "".join("".join(span.of(text).split()) for span in units(text, "sentence", turns)) == said


class WithRole:
    """A turn whose speaker's part is not known."""

    role = None

    def __init__(self, start: int, end: int, label_start: int, label_end: int) -> None:
        self.start, self.end, self.label_start, self.label_end = start, end, label_start, label_end
