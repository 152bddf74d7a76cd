"""Reliability studies from the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def round_one(qualcode, study):
    """The study "pilot", its first round open over N01 for Anna and Ben."""
    made = qualcode("study", "new", "pilot", "--by", "Anna", "--by", "Ben", "--document", "N01", "--unit", "sentence")
    assert made.exit_code == 0
    assert made.columns == "document,kind,reason,after_discussion"


def code(qualcode, coder, start, end, name):
    ended = qualcode("codings", "add", "N01", start, end, name, "-c", coder)
    assert ended.exit_code == 0, ended.stderr


@pytest.fixture
def closed(qualcode, round_one):
    """The round coded by both, who agree in one sentence and not in another, and closed."""
    code(qualcode, "Anna", 0, 30, "pressure")
    code(qualcode, "Ben", 0, 30, "pressure")
    code(qualcode, "Ben", 32, 70, "paper")
    for coder in ("Anna", "Ben"):
        assert qualcode("documents", "done", "N01", "-c", coder).exit_code == 0
    ended = qualcode("study", "close", "pilot")
    assert ended.exit_code == 0, ended.stderr
    return ended


def test_the_columns_of_the_lists(qualcode, round_one):
    assert qualcode("study", "list").columns == "study,purpose,rounds,open,unit,documents,coders"
    assert qualcode("study", "status").columns == "study,round,document,coder,done,after_discussion"


def test_a_round_is_coded_and_closed(qualcode, closed):
    assert {row["code"] for row in closed.rows} >= {"pressure", "work/paper"}
    assert "closed" in qualcode("study", "status", "pilot").stderr


def test_a_round_does_not_close_before_all_have_finished(qualcode, round_one):
    ended = qualcode("study", "close", "pilot")
    assert ended.exit_code == 5
    assert "Anna: N01" in ended.stderr
    assert qualcode("study", "close", "pilot", "--unfinished").exit_code == 0


def test_documents_are_given_and_taken_away(qualcode, round_one):
    assert qualcode("study", "assign", "pilot", "--document", "P01", "--to", "Ben").exit_code == 0
    assert len(qualcode("study", "status", "pilot").rows) == 3
    assert qualcode("study", "assign", "pilot", "--document", "P01", "--to", "Ben", "--take-away").exit_code == 0
    assert len(qualcode("study", "status", "pilot").rows) == 2


def test_a_rehearsal_changes_nothing(qualcode, study):
    ended = qualcode("study", "new", "x", "--by", "Anna", "--by", "Ben", "--sample", "1", "--dry-run")
    assert [row["document"] for row in ended.rows] == ["N01"]
    assert qualcode("study", "list").rows == []


def test_an_unknown_study_is_named_with_the_nearest(qualcode, round_one):
    ended = qualcode("study", "status", "pilto")
    assert ended.exit_code == 4
    assert "pilot" in ended.stderr


def test_disputes_go_out_and_come_back_as_a_table(qualcode, closed, alone):
    assert qualcode("study", "adjudicate", "pilot", "--export", "disputes.csv").exit_code == 0
    text = (alone / "disputes.csv").read_text("utf-8")
    assert text.startswith("document,start,end,code,applied_by,not_applied_by,text,decision,reason\n")
    (alone / "disputes.csv").write_text(text.replace(",,\n", ",drop,no paper here\n"), "utf-8")
    ended = qualcode("study", "adjudicate", "pilot", "--table", "disputes.csv")
    assert ended.exit_code == 0, ended.stderr
    assert "0 stretches are not decided yet" in ended.stderr
    assert [row["code"] for row in qualcode("codings", "list", "--by", "consensus").rows] == ["pressure"]
    assert qualcode("undo").exit_code == 0
    assert qualcode("study", "adjudicate", "pilot").rows[0]["decision"] == ""


def test_one_stretch_is_decided_with_options(qualcode, closed):
    row = qualcode("study", "adjudicate", "pilot").rows[0]
    place = ["--document", row["document"], "--start", row["start"], "--end", row["end"], "--code", row["code"]]
    assert qualcode("study", "adjudicate", "pilot", *place, "--keep").exit_code == 2
    assert qualcode("study", "adjudicate", "pilot", *place, "--keep", "--reason", "paper forms").exit_code == 0
    assert qualcode("study", "adjudicate", "pilot").rows[0]["decision"] == "keep"


def test_the_name_of_a_code_is_enough_where_it_says_which(qualcode, closed):
    (row,) = (row for row in qualcode("study", "adjudicate", "pilot").rows if row["code"] == "work/paper")
    place = ("--document", "N01", "--start", row["start"], "--end", row["end"])
    ended = qualcode("study", "adjudicate", "pilot", *place, "--code", "paper", "--keep", "--reason", "It is paper.")
    assert ended.exit_code == 0, ended.stderr


def test_a_report_without_a_closed_round_says_so(qualcode, round_one):
    ended = qualcode("study", "report", "pilot")
    assert (ended.exit_code, ended.rows) == (0, [])
    assert "No round of pilot is closed" in ended.stderr


def test_a_decision_without_a_place_is_asked_for(qualcode, closed):
    assert qualcode("study", "adjudicate", "pilot", "--keep").exit_code == 2


def test_the_report_in_figures_and_in_sentences(qualcode, closed, alone):
    assert qualcode("study", "report", "pilot").columns == (
        "code,round,alpha,ci_low,ci_high,units,coded_units,changed,note"
    )
    assert qualcode("study", "report", "pilot", "--round", "1").rows == closed.rows
    assert "In round 1, 2 coders" in qualcode("study", "report", "pilot", "--methods").stdout
    assert qualcode("study", "report", "pilot", "--methods", "-o", "methods.txt").exit_code == 0
    assert "In round 1, 2 coders" in (alone / "methods.txt").read_text("utf-8")


def test_drift_is_checked_on_what_one_coded_alone(qualcode, closed):
    assert qualcode("study", "drift", "pilot").columns == "document,coded_by,second"


def test_a_coder_is_compared_with_himself(qualcode, closed):
    assert qualcode("study", "next", "pilot", "--document", "N01").exit_code == 0
    for coder in ("Anna", "Ben"):
        assert qualcode("codings", "add", "N01", "0", "30", "pressure", "-c", coder).exit_code == 0
        assert qualcode("documents", "done", "N01", "-c", coder).exit_code == 0
    assert qualcode("study", "close", "pilot").exit_code == 0
    ended = qualcode("study", "intra", "pilot", "Ben", "--rounds", "1", "2", "--interval", "none")
    assert ended.exit_code == 0, ended.stderr
    assert {row["coders"] for row in ended.rows} == {"Ben (round 1), Ben (round 2)"}
    assert {row["code"]: row["estimate"] for row in ended.rows}["pressure"] == "1.0"
    assert qualcode("study", "intra", "pilot", "Ben", "--rounds", "1", "1").exit_code == 2
    assert qualcode("study", "intra", "pilot", "Zoe", "--rounds", "1", "2").exit_code == 4


def test_how_many_units_a_round_needs_goes_by_how_often_codes_were_used(qualcode, study):
    ended = qualcode("study", "size", "--unit", "sentence")
    assert (ended.exit_code, ended.columns) == (0, "code,share,alpha,half_width,level,units")
    needed = [int(row["units"]) for row in ended.rows]
    assert needed == sorted(needed, reverse=True)
    assert {row["code"] for row in ended.rows} <= {"work", "work/paper", "work/data entry", "pressure"}
    one, other = qualcode("study", "size", "--share", "0.1", "--share", "0.5").rows
    assert (one["share"], other["share"]) == ("0.1", "0.5")
    assert int(one["units"]) > int(other["units"])
    assert qualcode("study", "size", "--share", "2").exit_code == 2
