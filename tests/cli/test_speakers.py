"""Speakers: listed, named, joined, and turns put right."""

from __future__ import annotations

from pathlib import Path

import pytest

COLUMNS = "document,speaker,aliases,role,case,turns,words"


def spoken(qualcode) -> list[tuple[str, str]]:
    return [(row["turn"], row["speaker"]) for row in qualcode("turns", "P01").rows]


def test_the_columns_of_the_list(qualcode, study):
    ended = qualcode("speakers", "list")
    assert ended.columns == COLUMNS
    assert [(row["document"], row["speaker"], row["role"], row["turns"]) for row in ended.rows] == [
        ("P01", "访谈者", "interviewer", "2"),
        ("P01", "受访者", "respondent", "2"),
    ]
    assert len(qualcode("speakers", "list", "P01", "--match", "受*").rows) == 1
    assert qualcode("speakers", "list", "P9").exit_code == 4


def test_a_speaker_is_described_and_the_old_name_still_finds_her(qualcode, study):
    ended = qualcode(
        "speakers", "set", "P01", "受访者", "--name", "Li Wei", "--role", "participant", "--case", "P01 woman"
    )
    assert ended.stderr == "Done: described 受访者 in P01.\n"
    assert qualcode("speakers", "set", "P01", "受访者", "--role", "observer").exit_code == 0
    assert qualcode("speakers", "list").rows[1] == {
        "document": "P01",
        "speaker": "Li Wei",
        "aliases": "受访者",
        "role": "observer",
        "case": "P01 woman",
        "turns": "2",
        "words": "29",
    }


def test_a_table_describes_many(qualcode, study, state):
    Path("who.csv").write_text("speaker,role,case\n受访者,observer,东麓县\n", encoding="utf-8")
    before = state(study)
    ended = qualcode("speakers", "set", "--from", "who.csv", "--dry-run")
    assert "Would be done: described the speakers of who.csv." in ended.stderr
    assert state(study) == before
    assert qualcode("speakers", "set", "--from", "who.csv").exit_code == 0
    assert [(row["role"], row["case"]) for row in qualcode("speakers", "list").rows][1] == ("observer", "东麓县")


@pytest.mark.parametrize(
    "arguments",
    [
        ("set",),
        ("set", "P01"),
        ("set", "P01", "受访者"),
        ("set", "P01", "受访者", "--from", "who.csv"),
        ("turn", "P01", "1"),
        ("turn", "P01", "1", "--speaker", "受访者", "--unknown"),
    ],
)
def test_what_is_not_said_clearly_is_asked_for(qualcode, study, arguments):
    assert qualcode("speakers", *arguments).exit_code == 2


def test_detecting_shows_a_preview_and_can_be_a_rehearsal(qualcode, study, state):
    before = state(study)
    ended = qualcode("speakers", "detect", "P01", "N01", "--speakers", r"(?P<speaker>受访者|The)", "--dry-run")
    assert ended.exit_code == 0
    assert "  read: 1 speaker: 受访者 ×2; the pattern (?P<speaker>受访者|The)\n" in ended.stderr
    assert "  read: no longer speaks: 访谈者\n" in ended.stderr
    assert ended.stderr.endswith("Nothing was changed (--dry-run).\n")
    assert state(study) == before
    assert qualcode("speakers", "detect", "P01").stderr.endswith("There was nothing to change.\n")
    assert qualcode("speakers", "detect", "P01", "--speakers", "(").exit_code == 2


def test_speakers_are_joined(qualcode, study):
    assert qualcode("speakers", "join", "P01", "访谈者", "--into", "受访者").exit_code == 0
    assert [(row["speaker"], row["aliases"], row["turns"]) for row in qualcode("speakers", "list").rows] == [
        ("受访者", "访谈者", "4")
    ]
    assert qualcode("speakers", "join", "P01", "受访者", "--into", "受访者").exit_code == 2
    assert qualcode("undo").exit_code == 0
    assert len(qualcode("speakers", "list").rows) == 2


def test_turns_are_assigned_split_and_merged(qualcode, study):
    assert qualcode("speakers", "turn", "P01", "1", "--unknown").exit_code == 0
    assert qualcode("speakers", "turn", "P01", "3", "--speaker", "记录员").exit_code == 4
    assert qualcode("speakers", "turn", "P01", "3", "--speaker", "记录员", "--create").exit_code == 0
    assert spoken(qualcode) == [("1", ""), ("2", "受访者"), ("3", "记录员"), ("4", "受访者")]
    position = int(qualcode("turns", "P01").rows[1]["start"]) + 10
    assert qualcode("speakers", "split", "P01", position, "--speaker", "访谈者").exit_code == 0
    assert spoken(qualcode)[1:4] == [("2", "受访者"), ("3", "访谈者"), ("4", "记录员")]
    assert qualcode("speakers", "merge", "P01", "3").exit_code == 0
    assert spoken(qualcode)[1:3] == [("2", "受访者"), ("3", "记录员")]
    assert qualcode("speakers", "split", "P01", "0").exit_code == 2
    assert qualcode("speakers", "merge", "P01", "9").exit_code == 4


def test_a_turn_is_split_before_words(qualcode, study):
    row = qualcode("turns", "P01").rows[1]
    words = row["text"][3:9]
    assert qualcode("speakers", "split", "P01", "--before", words, "--speaker", "访谈者").exit_code == 0
    assert [name for _number, name in spoken(qualcode)][1:3] == ["受访者", "访谈者"]
    assert qualcode("speakers", "split", "P01", "--before", "nowhere").exit_code == 4
    assert qualcode("speakers", "split", "P01", "3", "--before", words).exit_code == 2


def test_who_has_no_turns_is_removed(qualcode, study):
    assert qualcode("speakers", "remove", "P01", "访谈者").exit_code == 5
    assert qualcode("speakers", "turn", "P01", "1", "--speaker", "记录员", "--create").exit_code == 0
    assert qualcode("speakers", "turn", "P01", "1", "--speaker", "访谈者").exit_code == 0
    assert qualcode("speakers", "remove", "P01", "记录员").stderr == "Done: removed 记录员 from P01.\n"
    assert len(qualcode("speakers", "list").rows) == 2


def test_a_pattern_of_names_is_enough(qualcode, study):
    ended = qualcode("speakers", "detect", "P01", "--speakers", "受访者|访谈者", "--dry-run")
    assert "  read: 2 speakers:" in ended.stderr


def test_a_document_without_turns_says_what_to_do(qualcode, study):
    assert qualcode("speakers", "detect", "P01", "--speakers", "none").exit_code == 0
    ended = qualcode("turns", "P01")
    assert ended.rows == []
    assert "P01 has no turns; qualcode speakers detect looks for them." in ended.stderr
