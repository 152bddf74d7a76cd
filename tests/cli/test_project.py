"""Making, looking at, checking and copying a project."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from qualcode.project import open_project

CODEBOOK = Path(__file__).parents[2] / "codebooks" / "digital-governance.yaml"


def test_new_makes_a_project_with_an_ending_and_a_first_coder(qualcode, alone):
    ended = qualcode("new", "fieldwork", "--name", "Field work")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "Created fieldwork.qualcode. Its first coder is Anna." in ended.stderr
    properties = {row["property"]: row["value"] for row in qualcode("info").rows}
    assert properties["name"] == "Field work"
    assert properties["coders"] == "1"


def test_new_can_begin_with_a_codebook(qualcode):
    assert qualcode("new", "study", "--codebook", CODEBOOK).exit_code == 0
    assert len(qualcode("codebook", "show").rows) == CODEBOOK.read_text(encoding="utf-8").count("- name: ") > 0


def test_a_codebook_that_cannot_be_read_leaves_no_project(qualcode, alone):
    (alone / "codes.yaml").write_text("codes:\n  - a\n  - A\n")
    assert qualcode("new", "study", "--codebook", "codes.yaml").exit_code == 5
    assert not list(alone.glob("*.qualcode*"))


def test_info_says_what_is_in_it(qualcode, study):
    ended = qualcode("info")
    properties = {row["property"]: row["value"] for row in ended.rows}
    assert ended.columns == "property,value"
    counts = {"documents": "2", "codes": "4", "codings": "3", "coders": "2", "cases": "2", "memos": "2"}
    assert properties.items() >= (counts | {"name": "Study", "place": "study.qualcode", "schema": "0004"}).items()
    assert properties["bytes"] == str(study.stat().st_size)
    assert properties["journal_mode"] == "wal"


def test_check_passes_a_whole_project(qualcode, study):
    ended = qualcode("check")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr == "Nothing is wrong with the project.\n"


def test_check_prints_findings_one_a_line_and_ends_with_7(qualcode, study):
    with open_project(study) as project, project.write("Anna") as work:
        work.connection.execute(text("UPDATE document SET text = text || '!' WHERE name = 'N01'"))
        work.notices.append("committed without an action")
    ended = qualcode("check")
    assert ended.exit_code == 7
    assert ended.stdout == "the text of 'N01' is not the text that was imported\n"


def test_check_names_the_log_while_another_program_has_the_project_open(qualcode, study):
    with open_project(study) as other, other.read("Ben") as view:
        view.connection.execute(text("SELECT 1 FROM coder"))
        qualcode("codes", "add", "new")
        ended = qualcode("check")
    assert ended.exit_code == 0
    assert "study.qualcode-wal belongs to the project" in ended.stderr


def test_backup_goes_to_a_folder_of_its_own_and_is_the_project(qualcode, study, state):
    assert qualcode("backup").exit_code == 0
    (copy,) = Path("backups").glob(f"study {date.today().isoformat()} ??????.qualcode")
    assert state(copy) == state(study)
    assert {path.name for path in Path().iterdir()} == {"study.qualcode", "backups"}
    assert qualcode("info").exit_code == 0  # there is still but one project here


def test_backup_takes_a_name_and_never_overwrites(qualcode, study):
    assert qualcode("backup", "copy.bak").exit_code == 0
    content = Path("copy.bak").read_bytes()
    ended = qualcode("backup", "copy.bak")
    assert ended.exit_code == 5
    assert "copy.bak exists already" in ended.stderr
    assert Path("copy.bak").read_bytes() == content


def test_history_undo_and_redo(qualcode, study, state):
    before = state(study)
    qualcode("codes", "add", "new")
    after = state(study)
    ended = qualcode("undo")
    assert ended.stderr == "Done: undid: added the code new.\n"
    assert state(study) == before
    assert qualcode("redo").stderr == "Done: redid: added the code new.\n"
    assert state(study) == after
    history = qualcode("history", "--limit", "2")
    assert history.columns == "number,at,coder,label,kind,undoes"
    assert [row["kind"] for row in history.rows] == ["redo", "undo"]


def test_nothing_to_undo_is_refused(qualcode, study):
    ended = qualcode("undo", "-c", "Zoe")
    assert ended.exit_code == 4
    for _ in range(2):
        ended = qualcode("undo", "-c", "Ben")
    assert ended.exit_code == 5
    assert "nothing of yours to undo" in ended.stderr


def test_a_person_the_project_does_not_know_is_added_under_the_login_name_and_told(qualcode, study, monkeypatch):
    monkeypatch.delenv("QUALCODE_CODER")
    monkeypatch.setenv("LOGNAME", "chen")
    assert "chen was added to the project's coders." in qualcode("codes", "add", "new").stderr
    assert "chen" in [row["coder"] for row in qualcode("coders", "list").rows]


@pytest.mark.parametrize("seconds", ["soon", "1,5"])
def test_patience_that_is_no_number_is_refused(qualcode, study, monkeypatch, seconds):
    monkeypatch.setenv("QUALCODE_PATIENCE", seconds)
    assert qualcode("codes", "add", "new").exit_code == 2
