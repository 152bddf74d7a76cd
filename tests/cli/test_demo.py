"""The sample study, once from start to end."""

import csv
from pathlib import Path

import pytest

from qualcode.cli.demo import STEPS

AGREEMENT = "code,coders,unit,scope,measure,estimate,ci_low,ci_high,observed,expected,units,coded_units,note"
PAIRS = "code_a,code_b,count,documents,n_a,n_b,unit,units,units_a,units_b,units_both,jaccard,dice,p_b_given_a,p_a_given_b,lift"
LEVELS = "codes,city,community,county,province,recipient,street,township,vendor,village"
COLUMNS = {
    "agreement.csv": AGREEMENT,
    "cases by level.csv": LEVELS,
    "codes by level.csv": LEVELS,
    "codes by region.csv": "codes,Donglu,Xiluan",
    "codings.csv": "document,start,end,code,coder,weight,speaker,text,created",
    "cooccurring pairs.csv": PAIRS,
    "disagreements.csv": "document,start,end,unit,code,applied_by,not_applied_by,text",
    "frequencies.csv": "code,codings,documents,cases,coders,characters,share",
    "round 1.csv": AGREEMENT,
    "round 2.csv": AGREEMENT,
    "rounds.csv": "code,round,alpha,ci_low,ci_high,units,coded_units,changed,note",
}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_walk_through_the_sample_study(qualcode, alone, monkeypatch):
    monkeypatch.setenv("QUALCODE_PROJECT", "/nowhere/real.qualcode")  # the walk must not touch a person's own project
    ended = qualcode("demo", "demo", "--lang", "zh")
    assert ended.exit_code == 0
    assert ended.stdout.count("\n$ qualcode ") == 1 + len(STEPS)
    tables = {path.name: path for path in (alone / "demo" / "tables").iterdir()}
    assert tables.keys() == COLUMNS.keys() | {"cooccurrence.csv"}
    for name, columns in COLUMNS.items():
        assert tables[name].read_text("utf-8").partition("\n")[0] == columns
    check_figures(tables)


def check_figures(tables: dict[str, Path]) -> None:
    """The coder of record alone is counted, and every alpha is 1 - observed/expected, the lowest first."""
    codings = table(tables["codings.csv"])
    counted = table(tables["frequencies.csv"])
    assert {row["coder"] for row in codings} == {"Min", "Jonas", "Ren", "Ling"}
    assert sum(int(row["codings"]) for row in counted) == sum(row["coder"] == "Min" for row in codings)
    figures = [row for row in table(tables["agreement.csv"]) if row["estimate"]]
    estimates = [float(row["estimate"]) for row in figures]
    assert figures[-1]["code"] == "(all codes)"
    assert estimates[:-1] == sorted(estimates[:-1])
    expected = [1 - float(row["observed"]) / float(row["expected"]) for row in figures]
    assert estimates == pytest.approx(expected)


def test_a_folder_with_something_in_it_is_left_alone(qualcode, alone):
    (alone / "mine").mkdir()
    (alone / "mine" / "notes.txt").write_text("mine")
    ended = qualcode("demo", "mine")
    assert ended.exit_code == 5
    assert [path.name for path in (alone / "mine").iterdir()] == ["notes.txt"]
