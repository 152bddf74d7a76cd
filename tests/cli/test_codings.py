"""Codings: listed, added, removed, recoded, out and in."""

from pathlib import Path

import pytest

COLUMNS = "document,start,end,code,coder,weight,speaker,text,created"


def codings(qualcode, *options):
    return [
        (row["document"], int(row["start"]), int(row["end"]), row["code"], row["coder"])
        for row in qualcode("codings", "list", *options).rows
    ]


def test_the_columns_of_the_list(qualcode, study):
    ended = qualcode("codings", "list")
    assert ended.columns == COLUMNS
    assert codings(qualcode) == [
        ("P01", 30, 45, "work/paper", "Ben"),
        ("P01", 32, 39, "work/paper", "Anna"),
        ("P01", 32, 45, "work/data entry", "Anna"),
    ]
    assert (ended.rows[1]["speaker"], ended.rows[1]["text"]) == ("受访者", "都用纸，后来才")


def test_the_list_can_be_narrowed(qualcode, study):
    assert len(codings(qualcode, "--code", "纸")) == 2
    assert len(codings(qualcode, "--by", "anna")) == 2
    assert len(codings(qualcode, "--by", "anna", "--code", "paper", "--document", "P01")) == 1
    assert codings(qualcode, "--document", "N01") == []
    assert qualcode("codings", "list", "--by", "An").exit_code == 4


def test_codes_are_put_on_a_span_and_taken_off(qualcode, study, state):
    before = state(study)
    ended = qualcode("codings", "add", "N01", "4", "8", "pressure", "data entry", "--weight", "70")
    assert ended.stderr == "Done: coded N01 with pressure, data entry.\n"
    assert codings(qualcode, "--document", "N01") == [
        ("N01", 4, 8, "work/data entry", "Anna"),
        ("N01", 4, 8, "pressure", "Anna"),
    ]
    for code in ("pressure", "work/data entry"):
        assert qualcode("codings", "remove", "N01", "4", "8", code).exit_code == 0
    assert state(study) == before


def test_only_ones_own_codings_are_found_by_their_place(qualcode, study):
    ended = qualcode("codings", "remove", "P01", "30", "45", "paper")
    assert ended.exit_code == 4
    assert "Anna has not put 'paper' on 30–45 of 'P01'.\nIt is on: 32–39\n" in ended.stderr
    assert qualcode("codings", "remove", "P01", "30", "45", "paper", "-c", "Ben").exit_code == 0


def test_a_coding_is_known_by_its_identifier(qualcode, study):
    listed = qualcode("codings", "list", "--by", "Ben", "--guids")
    assert listed.columns == f"{COLUMNS},guid"
    guid = listed.rows[0]["guid"]
    assert qualcode("codings", "recode", "pressure", "--guid", guid).exit_code == 0
    assert codings(qualcode, "--by", "Ben") == [("P01", 30, 45, "pressure", "Ben")]
    assert qualcode("codings", "remove", "--guid", guid).exit_code == 0
    assert qualcode("codings", "remove", "--guid", guid).exit_code == 4


def test_a_coding_is_extended_split_and_weighed(qualcode, study, state):
    before = state(study)
    meant = ("P01", "32", "39", "paper")
    assert (
        qualcode("codings", "extend", *meant, "--to", "31", "39").stderr
        == "Done: moved the ends of a coding with work/paper in P01.\n"
    )
    guid = qualcode("codings", "list", "--by", "Anna", "--code", "paper", "--guids").rows[0]["guid"]
    assert qualcode("codings", "weigh", "--guid", guid, "--weight", "70").exit_code == 0
    assert qualcode("codings", "split", "P01", "31", "39", "paper", "--at", "35").exit_code == 0
    own = qualcode("codings", "list", "--by", "Anna", "--code", "paper").rows
    assert [(row["start"], row["end"], float(row["weight"])) for row in own] == [("31", "35", 70), ("35", "39", 70)]
    assert qualcode("codings", "weigh", "--guid", guid, "--none").exit_code == 0
    for _step in range(4):
        assert qualcode("undo").exit_code == 0
    assert state(study) == before


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (("extend", "P01", "32", "39", "paper", "--to", "9", "3"), 2, "There is no span from 9 to 3."),
        (("extend", "P01", "32", "39", "paper", "--to", "3", "999"), 2, "reaches beyond 'P01'"),
        (("extend", "P01", "32", "--to", "3", "9"), 2, "Say which coding: DOCUMENT START END CODE, or --guid GUID."),
        (("split", "P01", "32", "39", "paper", "--at", "39"), 2, "A coding is split at a place inside it."),
        (("split", "P01", "30", "45", "paper", "--at", "39"), 4, "Anna has not put 'paper' on 30–45"),
        (("weigh", "P01", "32", "39", "paper"), 2, "Say which weight:"),
        (("weigh", "P01", "32", "39", "paper", "--weight", "101"), 2, "A weight lies between 0 and 100"),
        (("weigh", "--guid", "x", "--none"), 2, "'x' is not the identifier of a coding."),
    ],
)
def test_what_cannot_be_changed_is_said(qualcode, study, state, line, exit_code, sentence):
    before = state(study)
    ended = qualcode("codings", *line)
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr
    assert state(study) == before


def test_recoding_all_that_fits_after_a_rehearsal(qualcode, study, state):
    before = state(study)
    line = ("codings", "recode", "pressure", "--code", "paper")
    assert "Would be done: recoded 2 codings as pressure." in qualcode(*line, "--dry-run").stderr
    assert state(study) == before
    assert qualcode(*line).stderr == "Done: recoded 2 codings as pressure.\n"
    assert [code for *_place, code, _coder in codings(qualcode)].count("pressure") == 2


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (("add", "P01", "0", "900", "paper"), 2, "reaches beyond 'P01', which has"),
        (("add", "P01", "8", "8", "paper"), 2, "There is no span from 8 to 8."),
        (("add", "P01", "0", "3", "work"), 5, "'work' is a heading"),
        (("add", "P01", "32", "39", "paper"), 5, "You have put 'paper' on these very words already."),
        (("add", "P01", "0", "3", "papr"), 4, "Did you mean work/paper"),
        (("add", "P1", "0", "3", "paper"), 4, "There is no document 'P1'."),
        (("add", "P01", "0", "3", "paper", "--weight", "101"), 2, "A weight lies between 0 and 100"),
        (("remove",), 2, "DOCUMENT START END CODE, or --guid GUID"),
        (("remove", "P01", "32"), 2, "DOCUMENT START END CODE, or --guid GUID"),
        (("recode", "paper"), 2, "Say which codings are meant"),
        (("recode", "paper", "--guid", "x", "--by", "Ben"), 2, "Say which codings are meant"),
        (("remove", "--guid", "x"), 2, "'x' is not the identifier of a coding."),
    ],
)
def test_what_cannot_be_is_said(qualcode, study, state, line, exit_code, sentence):
    before = state(study)
    ended = qualcode("codings", *line)
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr
    assert state(study) == before


@pytest.mark.parametrize("file", ["codings.csv", "codings.tsv"])
def test_what_goes_out_comes_in_again(qualcode, study, file):
    qualcode("codings", "export", file)
    before = codings(qualcode)
    for place in (("30", "45", "paper", "-c", "Ben"), ("32", "39", "paper"), ("32", "45", "data entry")):
        assert qualcode("codings", "remove", "P01", *place).exit_code == 0
    ended = qualcode("codings", "import", file)
    assert ended.exit_code == 0
    assert "read: 3 codings brought in" in ended.stderr
    assert codings(qualcode) == before


def test_export_for_old_spreadsheets(qualcode, study):
    assert qualcode("codings", "export", "codings.csv", "--excel").exit_code == 0
    assert Path("codings.csv").read_text("utf-8").startswith(f"\ufeff{COLUMNS}\n")
    assert qualcode("codings", "export", "codings").exit_code == 2


def test_a_row_whose_words_are_elsewhere_is_left_out_or_found_again(qualcode, study):
    rows = ["P01,0,3,pressure,Anna,访谈者", "P01,2,6,paper,Anna,去年春天"]
    Path("c.csv").write_text("document,start,end,code,coder,text\n" + "\n".join(rows))
    ended = qualcode("codings", "import", "c.csv", "--dry-run")
    assert ended.exit_code == 1
    assert "the document says '者：您什' at 2–6, the file says '去年春天' (line 3)" in ended.stderr
    ended = qualcode("codings", "import", "c.csv", "--reanchor")
    assert ended.exit_code == 0
    assert "moved from 2–6 to 22–26, where its text is (line 3)" in ended.stderr
    assert ("P01", 22, 26, "work/paper", "Anna") in codings(qualcode)


def test_coders_are_made_only_when_asked_for(qualcode, study):
    Path("c.csv").write_text("document,start,end,code,coder\nN01,0,3,paper,Chen\n")
    assert qualcode("codings", "import", "c.csv").exit_code == 4
    assert qualcode("codings", "import", "c.csv", "--create-coders").exit_code == 0
    assert codings(qualcode, "--by", "Chen") == [("N01", 0, 3, "work/paper", "Chen")]
    assert qualcode("history", "--limit", "1").rows[0]["label"] == "imported the codings of c.csv"
