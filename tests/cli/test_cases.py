"""Cases and their attributes."""

from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "sample_data" / "cases.csv"


def test_the_list_has_a_column_for_each_attribute(qualcode, study):
    ended = qualcode("cases", "list")
    assert ended.columns == "case,parent,documents,level"
    assert [tuple(row.values()) for row in ended.rows] == [
        ("东麓县", "", "0", "county"),
        ("P01 woman", "东麓县", "1", ""),
    ]
    assert [row["case"] for row in qualcode("cases", "list", "--match", "p*").rows] == ["P01 woman"]


def test_cases_are_added_described_moved_and_removed(qualcode, study):
    lines = [
        ("add", "石渡镇", "--parent", "东麓县"),
        ("define", "age", "--kind", "integer"),
        ("set", "P01 woman", "age=43", "level=recipient"),
        ("move", "P01 woman", "--under", "石渡镇"),
        ("remove", "石渡镇"),
        ("move", "P01 woman", "--top"),
        ("remove", "石渡镇"),
    ]
    assert [qualcode("cases", *line).exit_code for line in lines] == [0, 0, 0, 0, 5, 0, 0]
    assert qualcode("cases", "list").rows[1] == {
        "case": "P01 woman",
        "parent": "",
        "documents": "1",
        "level": "recipient",
        "age": "43",
    }


def test_values_may_change_over_time(qualcode, study):
    assert qualcode("cases", "set", "东麓县", "level=city", "--as-of", "2024").exit_code == 0
    assert qualcode("cases", "list").rows[0]["level"] == "county; city"
    assert qualcode("cases", "set", "东麓县", "level=city", "--as-of", "lately").exit_code == 2


def test_a_case_is_tied_to_a_document_once(qualcode, study):
    assert qualcode("cases", "link", "N01", "东麓县", "--role", "site").stderr == "Done: tied 东麓县 to N01.\n"
    assert qualcode("cases", "link", "N01", "东麓县", "--role", "site").stderr == "There was nothing to change.\n"
    assert qualcode("cases", "link", "N01", "东麓县", "--role", "neighbour").exit_code == 2


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (("add", "东麓县"), 5, "There is a case called '东麓县' already."),
        (("set", "东麓", "level=x"), 4, "Did you mean 东麓县?"),
        (("set", "东麓县", "levle=x"), 4, "Did you mean level?"),
        (("set", "东麓县", "level"), 2, "not of the form ATTRIBUTE=VALUE"),
        (("move", "东麓县", "--under", "P01 woman"), 5, "cannot be within itself"),
        (("move", "东麓县"), 2, "Either --under CASE or --top."),
        (("define", "size", "--kind", "large"), 2, "Kinds are: text, integer, decimal, boolean, date, choice"),
    ],
)
def test_what_cannot_be_is_said(qualcode, study, state, line, exit_code, sentence):
    before = state(study)
    ended = qualcode("cases", *line)
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr
    assert state(study) == before


def test_a_table_of_cases_comes_in_with_kinds_of_attributes(qualcode, alone):
    qualcode("new", "study")
    ended = qualcode("cases", "import", SAMPLE)
    assert ended.exit_code == 0
    assert "read: attribute applied_online of kind boolean" in ended.stderr
    assert "Done: imported the cases of cases.csv." in ended.stderr
    listed = qualcode("cases", "list")
    assert listed.columns == (
        "case,parent,documents,level,region,setting,type,age,gender,applied_online,satisfaction,privacy_worry"
    )
    assert len(listed.rows) == 38
    assert listed.rows[18]["applied_online"] == "true"


def test_a_dry_run_of_an_import_changes_nothing(qualcode, study, state):
    before = state(study)
    ended = qualcode("cases", "import", SAMPLE, "--dry-run")
    assert "Would be done: imported the cases of cases.csv." in ended.stderr
    assert state(study) == before
