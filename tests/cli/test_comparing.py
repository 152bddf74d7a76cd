"""Comparing from the command line: what is printed, where it goes, and how it ends."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import projects
from qualcode.actions.comparing import summaries
from qualcode.actions.material import cases
from qualcode.actions.privacy import erasure
from qualcode.project import create_project, open_project


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("comparing") / "study.qualcode"
    with create_project(path, "Study", "Anna") as project:
        projects.fill(project)
        with project.write("Anna") as work:
            cases.link(work, "N01", "东麓县", role="site")
    return path


@pytest.fixture
def run(made, alone, qualcode):
    shutil.copy(made, alone / "study.qualcode")

    def line(*arguments: str):
        return qualcode(*arguments, "-p", "study.qualcode", "-c", "Anna")

    return line


def test_a_code_is_set_side_by_side(run, alone):
    ended = run("triangulate", "work")
    assert (ended.exit_code, ended.rows[0]["case"]) == (0, "东麓县")
    assert ended.rows[0]["interview"] == "silent: 1 document"
    long = run("triangulate", "work", "--long", "--show", "longest").rows
    assert {row["case"]: row["state"] for row in long} == {"东麓县": "silent", "P01 woman": "coded"}
    for file in ("t.docx", "t.xlsx", "t.md", "t.csv"):
        assert run("triangulate", "work", "-o", file).exit_code == 0
        assert (alone / file).stat().st_size > 0
    assert run("triangulate", "work", "--show", "last").exit_code == 2
    assert run("triangulate", "wrok").exit_code == 4
    assert run("triangulate", "work", "-o", "t.docx", "--format", "csv").exit_code == 2
    assert run("triangulate", "work", "-o", "t.odt").exit_code == 2


def test_summaries_go_to_a_sheet_and_back(run, alone):
    assert run("summaries", "set", "P01 woman", "paper", "Paper first.").exit_code == 0
    (alone / "said.txt").write_bytes("先用纸，后补录。".encode("gb18030"))
    assert run("summaries", "set", "东麓县", "paper", "--file", "said.txt").exit_code == 0
    assert [row["summary"] for row in run("summaries", "list").rows] == ["先用纸，后补录。", "Paper first."]
    assert run("summaries", "export", "s.xlsx").exit_code == 0
    again = run("summaries", "import", "s.xlsx")
    assert again.exit_code == 0 and "There was nothing to change." in again.stderr
    assert run("summaries", "set", "P01 woman", "paper").exit_code == 2
    assert run("summaries", "export", "s.csv").exit_code == 2
    assert run("summaries", "import", "said.txt").exit_code == 3
    assert run("summaries", "import", "absent.xlsx").exit_code == 3
    assert run("summaries", "remove", "P01 woman", "paper").exit_code == 0
    assert run("summaries", "remove", "P01 woman", "paper").exit_code == 4


def test_a_rehearsal_of_an_import_changes_nothing(run, alone):
    run("summaries", "set", "P01 woman", "paper", "Paper first.")
    run("summaries", "export", "s.xlsx")
    run("summaries", "remove", "P01 woman", "paper")
    run("codes", "remove", "paper", "--with-codings")
    ended = run("summaries", "import", "s.xlsx", "--dry-run")
    assert ended.exit_code == 1
    assert "work/paper is no longer in the project" in ended.stderr


def test_cases_are_chosen_and_too_few_end_with_one(run):
    ended = run("cases", "select", "--strata", "level", "--per", "1-2", "--set", "sites")
    assert ended.exit_code == 0, ended.stderr
    assert [(row["stratum"], row["case"], row["chosen"]) for row in ended.rows] == [("county", "东麓县", "true")]
    assert run("sets", "show", "sites").rows[0]["note"].startswith("county: most material")
    assert run("cases", "select", "--strata", "level", "--per", "2").exit_code == 1
    assert run("cases", "select", "--strata", "level", "--per", "1", "--set", "sites").exit_code == 5
    assert run("cases", "select", "--per", "none").exit_code == 2
    assert run("cases", "select", "--strata", "levle").exit_code == 4
    rehearsed = run("cases", "select", "--per", "1", "--set", "others", "--dry-run")
    assert rehearsed.exit_code == 0 and len(run("sets", "list").rows) == 1


def test_periods_are_named_and_asked_for(run):
    assert run("documents", "set", "N01", "--date", "2024-05-02").exit_code == 0
    assert run("periods", "add", "first stay", "--from", "2024-05", "--to", "2024-06").exit_code == 0
    assert run("periods", "list").rows[0] | {"note": ""} == {
        "period": "first stay", "starts_on": "2024-05-01", "ends_on": "2024-06-30", "documents": "1", "note": "",
    }  # fmt: skip
    assert run("periods", "set", "first stay", "--from", "").exit_code == 0
    assert run("matrix", "codes", "period:fieldwork").exit_code == 0
    assert run("matrix", "codes", "period:feildwork").exit_code == 2
    assert run("retrieve", 'period = "first stay"').exit_code == 0
    assert run("retrieve", 'period = "last stay"').exit_code == 4
    assert run("periods", "remove", "last stay").exit_code == 4


def test_evidence_and_branches_print_tables(run, alone):
    rows = run("evidence-table").rows
    assert {row["concept"] for row in rows} == {"paper", "data entry"}
    assert run("evidence-table", "-o", "e.docx").exit_code == 0 and (alone / "e.docx").exists()
    blocks = run("together", "work", "pressure", "--unit", "document", "--touch", "any").rows
    assert {row["row"]: row["units"] for row in blocks} == {"paper": "1", "data entry": "1"}
    assert run("together", "work", "paper").exit_code == 2


def test_what_is_erased_goes_out_of_summaries(made, tmp_path):
    path = shutil.copy(made, tmp_path / "study.qualcode")
    with open_project(path) as project:
        with project.write("Anna") as work:
            summaries.write(work, "P01 woman", "paper", "Of herself.")
            summaries.write(work, "东麓县", "paper", "One of them: “一开始大家都用纸，后来才补录”. Others agree.")
        with project.write("Anna") as work:
            erasure.erase(work, erasure.plan(work, "case", "P01 woman"))
        with project.read("Anna") as view:
            rows = summaries.listing(view).rows
    assert len(rows) == 1
    assert "一开始大家都用纸" not in rows[0][3] and "Others agree." in rows[0][3]
