"""Cases and their attributes."""

import csv
from pathlib import Path

import pytest

from formats.sheet_files import write_workbook

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
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        written = list(csv.DictReader(lines))
    case, parent, *attributes = (column.partition(":")[0] for column in written[0])
    listed = qualcode("cases", "list")
    assert listed.columns.split(",") == [case, parent, "documents", *attributes]
    assert [row["case"] for row in listed.rows] == [row["case"] for row in written]
    kept = {row["case"]: row for row in listed.rows}
    assert kept["R01"]["applied_online"] == "true"
    assert [row["age"] for row in kept.values()] == [row["age:integer"] for row in written]


def test_a_dry_run_of_an_import_changes_nothing(qualcode, study, state):
    before = state(study)
    ended = qualcode("cases", "import", SAMPLE, "--dry-run")
    assert "Would be done: imported the cases of cases.csv." in ended.stderr
    assert state(study) == before


def test_a_workbook_of_cases_comes_in_like_a_table(qualcode, study):
    write_workbook(Path("more.xlsx"), note=[], S=[["case", "parent", "age:integer"], ["P02", "东麓县", 43]])
    ended = qualcode("cases", "import", "more.xlsx")
    assert ended.exit_code == 0
    row = qualcode("cases", "list", "--match", "P02").rows[0]
    assert (row["parent"], row["age"]) == ("东麓县", "43")
    assert qualcode("cases", "import", "more.xlsx", "--sheet", "codes").exit_code == 3


def test_a_column_of_another_name_may_hold_the_cases(qualcode, study):
    Path("people.csv").write_text("who,level,opinion\n东麓县,city,It is all much too slow for us.\nP02,town,Well.\n")
    ended = qualcode("cases", "import", "people.csv")
    assert ended.exit_code == 3
    assert "--case COLUMN" in ended.stderr
    ended = qualcode("cases", "import", "people.csv", "--case", "who")
    assert ended.exit_code == 0
    assert "东麓县: level was county, is now city" in ended.stderr
    assert [row["opinion"] for row in qualcode("cases", "list").rows] == [
        "It is all much too slow for us.",
        "",
        "Well.",
    ]
    assert qualcode("cases", "import", "people.csv", "--case", "whom").exit_code == 3


def test_labels_come_from_an_spss_file(qualcode, study, corpora):
    file = corpora / "spss-samples" / "sample.sav"
    assert qualcode("cases", "import", file).exit_code == 3
    assert qualcode("cases", "import", file, "--case", "mychar").exit_code == 0
    listed = qualcode("cases", "list", "--match", "b").rows[0]
    assert (listed["mylabl"], listed["mydate"]) == ("2", "1880-05-06")
    assert qualcode("cases", "list", "--match", "b", "--labels").rows[0]["mylabl"] == "Female"


def test_rows_that_are_left_out_are_an_exit_code(qualcode, study):
    rows = "".join(f"R{number},{number}\n" for number in range(8))
    Path("people.csv").write_text(f"who,age\n{rows}R9,1,2\n")
    ended = qualcode("cases", "import", "people.csv", "--case", "who")
    assert ended.exit_code == 1
    assert "error: 3 cells where there are 2 columns; left out (line 10)" in ended.stderr


def test_a_case_is_taken_off_a_document_in_one_role_or_in_all(qualcode, study):
    for role in ("site", "mentioned"):
        assert qualcode("cases", "link", "P01", "P01 woman", "--role", role).exit_code == 0
    assert qualcode("cases", "unlink", "P01", "P01 woman", "--role", "site").exit_code == 0
    shown = qualcode("documents", "show", "P01").stdout
    assert "mentioned" in shown and "participant" in shown and "site" not in shown
    assert qualcode("cases", "unlink", "P01", "P01 woman").exit_code == 0
    assert qualcode("cases", "list").rows[1]["documents"] == "0"
    ended = qualcode("cases", "unlink", "P01", "P01 woman")
    assert ended.exit_code == 5 and "is not tied to" in ended.stderr
    assert qualcode("undo").exit_code == 0
    assert qualcode("cases", "list").rows[1]["documents"] == "1"
