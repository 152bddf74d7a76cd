"""search at the command line."""

import json

COLUMNS = "document,start,end,speaker,text,before,after"


def test_search_has_the_columns_of_the_contract(qualcode, study):
    ended = qualcode("search", "补录", "--context", 6)
    assert ended.columns == COLUMNS
    assert [tuple(row.values()) for row in ended.rows] == [
        ("P01", "39", "41", "受访者", "补录", "后来才", "。 访"),
        ("P01", "51", "53", "访谈者", "补录", "什么要", "？ 受"),
    ]
    assert "2 hits in 1 document." in ended.stderr


def test_one_character_and_phrases_over_the_end_of_a_line(qualcode, study):
    assert [row["text"] for row in qualcode("search", "nine. two CLERKS").rows] == ["nine.\n\nTwo clerks"]
    assert len(qualcode("search", "纸").rows) == 1


def test_closer_ways_to_look(qualcode, study):
    assert [row["text"] for row in qualcode("search", "TWO").rows] == ["Two"]
    assert qualcode("search", "TWO", "--case-sensitive").rows == []
    assert len(qualcode("search", "form").rows) == 1
    assert qualcode("search", "form", "--whole-words").rows == []
    assert [row["text"] for row in qualcode("search", "补录|春天", "--regex").rows] == ["春天", "补录", "补录"]


def test_where_to_look(qualcode, study):
    assert [row["speaker"] for row in qualcode("search", "补录", "--role", "interviewer").rows] == ["访谈者"]
    assert [row["speaker"] for row in qualcode("search", "补录", "--speaker", "受访者").rows] == ["受访者"]
    assert qualcode("search", "访谈者", "--role", "interviewer").rows == []  # the label is not said
    assert qualcode("search", "补录", "--match", "N*").rows == []
    assert len(qualcode("search", "补录", "--case", "东麓县").rows) == 2
    assert [row["start"] for row in qualcode("search", "补录", "--code", "paper", "--layer", "all").rows] == ["39"]
    assert qualcode("search", "补录", "--document", "N01").rows == []


def test_how_many(qualcode, study):
    assert qualcode("search", "a", "--count").columns == "document,hits"
    assert [tuple(row.values()) for row in qualcode("search", "we", "--count").rows] == [("P01", "1")]
    ended = qualcode("search", "a", "--limit", 1, "--format", "json")
    assert len(json.loads(ended.stdout)) == 1
    assert "Only the first 1 are listed." in ended.stderr


def test_what_is_not_there_leaves_the_header(qualcode, study):
    ended = qualcode("search", "龘")
    assert (ended.exit_code, ended.stdout) == (0, COLUMNS + "\n")
    assert "Found nowhere." in ended.stderr


def test_what_cannot_be_looked_for(qualcode, study):
    for arguments in (("",), (" ",), ("(", "--regex"), ("a", "--regex", "--whole-words"), ("a", "--role", "boss")):
        assert qualcode("search", *arguments).exit_code == 2
    assert qualcode("search", "a", "--case", "nobody").exit_code == 4
    assert qualcode("search", "a", "--speaker", "nobody").exit_code == 4


def test_where_was_looked_is_said(qualcode, study):
    ended = qualcode("search", "a", "--kind", "interview", "--match", "N*", "--role", "interviewer")
    assert "Only documents with kind: interview; match: N*." in ended.stderr
    assert "Text: what is said by interviewer." in ended.stderr
    assert "Only documents" not in qualcode("search", "a").stderr
    assert "Only documents with document: P01; kind: interview." in qualcode(
        *("words", "--document", "P01", "--kind", "interview")
    ).stderr  # fmt: skip
