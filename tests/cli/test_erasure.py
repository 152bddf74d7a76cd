"""Erasing, replacing names and sharing, as typed."""

from pathlib import Path

from qualcode.project import open_project
from qualcode.store.models import Study

SAID = "一开始大家都用纸"


def test_a_document_is_erased_once_its_name_is_given_again(qualcode, study, state):
    before = state(study)
    refused = qualcode("erase", "document", "P01")
    assert refused.exit_code == 2
    assert "codings" in refused.stderr
    assert "Nothing was erased" in refused.stderr
    assert state(study) == before
    ended = qualcode("erase", "document", "P01", "--confirm", "P01")
    assert ended.exit_code == 0
    assert "erased a document" in ended.stderr
    assert [row["document"] for row in qualcode("documents", "list").rows] == ["N01"]
    assert SAID.encode() not in study.read_bytes()
    assert qualcode("check").exit_code == 0


def test_the_name_is_asked_for_at_a_terminal(terminal, qualcode, study):
    ended = terminal("erase", "document", "P01", keys="P1\n")
    assert ended.exit_code == 2
    ended = terminal("erase", "document", "P01", keys="P01\n")
    assert ended.exit_code == 0
    assert [row["document"] for row in qualcode("documents", "list").rows] == ["N01"]


def test_a_speaker_is_erased_and_copies_are_named(qualcode, study):
    qualcode("backup")
    Path("elsewhere.qualcode").write_bytes(study.read_bytes())
    Path("other.qualcode").write_bytes(b"no project")
    ended = qualcode("-p", study, "erase", "speaker", "受访者", "--confirm", "受访者", "--reason", "withdrawn")
    assert ended.exit_code == 0
    assert "backups" in ended.stderr
    assert "elsewhere.qualcode" in ended.stderr
    assert "other.qualcode" not in ended.stderr
    for file in ("elsewhere.qualcode", "other.qualcode"):
        Path(file).unlink()
    assert [row["text"] for row in qualcode("turns", "P01").rows][1] == "[erased]"
    assert qualcode("undo").exit_code == 5


def test_a_dry_run_erases_nothing(qualcode, study, state):
    before = state(study)
    assert qualcode("erase", "case", "P01 woman", "--dry-run").exit_code == 0
    assert state(study) == before


def test_what_is_not_there_cannot_be_erased(qualcode, study):
    assert qualcode("erase", "document", "P9", "--confirm", "P9").exit_code == 4
    assert qualcode("erase", "case", "东麓县", "--confirm", "东麓县").exit_code == 5


def key(name: str = "受访者") -> Path:
    file = Path("names.csv")
    file.write_text(f"name,stand_in\n{name},R1\n", encoding="utf-8")
    return file


def test_names_are_replaced_and_undo_brings_them_back(qualcode, study, state):
    before = state(study)
    ended = qualcode("pseudonymise", "--table", key())
    assert ended.columns == "what,where,number"
    assert ended.rows[0] == {"what": "document", "where": "P01", "number": "2"}
    assert {row["speaker"] for row in qualcode("turns", "P01").rows} == {"访谈者", "R1"}
    assert len(qualcode("codings", "list").rows) == 3
    assert qualcode("undo").exit_code == 0
    assert state(study) == before


def test_originals_and_earlier_texts_are_erased_where_asked(qualcode, study):
    assert qualcode("pseudonymise", "--table", key(), "--erase-originals").exit_code == 0
    assert "受访者".encode() not in study.read_bytes()
    assert qualcode("undo").exit_code == 5
    assert qualcode("check").exit_code == 0


def test_a_clean_copy_is_shared_and_the_project_stays(qualcode, study, state):
    before = state(study)
    ended = qualcode("share", "for-others.qualcode", "--pseudonymised", "--table", key())
    assert ended.exit_code == 0
    assert ended.columns == "what,where,found"
    assert "受访者".encode() not in Path("for-others.qualcode").read_bytes()
    assert state(study) == before


def test_what_goes_together(qualcode, study):
    assert qualcode("pseudonymise").exit_code == 2
    assert qualcode("pseudonymise", "P01", "--table", key(), "--erase-originals").exit_code == 2
    assert qualcode("share", "copy.qualcode", "--table", key()).exit_code == 2
    Path("bad.csv").write_text("who\nx\n")
    assert qualcode("pseudonymise", "--table", "bad.csv").exit_code == 2
    assert qualcode("share", study).exit_code == 5
    assert qualcode("share", "nowhere/copy").exit_code == 2
    assert "lies beside the project" in qualcode("share", "copy").stderr
    assert Path("copy.qualcode").exists()


def test_what_was_erased_does_not_come_in_again(qualcode, study):
    Path("talk.txt").write_text("访谈者：好吗？\n受访者：好。\n访谈者：真的？\n受访者：真的。\n", encoding="utf-8")
    assert qualcode("import", "talk.txt").exit_code == 0
    assert qualcode("erase", "document", "talk", "--confirm", "talk").exit_code == 0
    again = qualcode("import", "talk.txt")
    assert "was erased from this project for good" in again.stderr
    assert "talk" not in {row["document"] for row in qualcode("documents", "list").rows}


def test_what_was_erased_does_not_come_back_as_a_revision(qualcode, study):
    file = Path("group.txt")
    file.write_text("主持人：好吗？\n李：我都说了。\n主持人：真的？\n李：真的。\n", encoding="utf-8")
    assert qualcode("import", file).exit_code == 0
    assert qualcode("memos", "add", "我都说了。").exit_code == 0
    assert qualcode("erase", "speaker", "李", "--document", "group", "--confirm", "李").exit_code == 0
    refused = qualcode("documents", "revise", "group", file)
    assert refused.exit_code == 5
    assert "erased from the project for good" in refused.stderr
    assert "我都说了" not in qualcode("memos", "list").stdout


def test_consent_is_recorded_obeyed_and_due(qualcode, study):
    assert qualcode("cases", "consent", "P01 woman", "quote=yes", "until=2020-01").exit_code == 0
    (row,) = qualcode("cases", "consent").rows
    assert (row["case"], row["status"], row["share"], row["until"]) == ("P01 woman", "given", "false", "2020-01")
    refused = qualcode("share", "copy.qualcode")
    assert refused.exit_code == 5
    assert "P01 woman (not agreed to)" in refused.stderr
    assert not Path("copy.qualcode").exists()
    assert qualcode("share", "copy.qualcode", "--leave-out").exit_code == 2
    assert qualcode("share", "copy.qualcode", "--pseudonymised", "--leave-out").exit_code == 0
    assert SAID.encode() not in Path("copy.qualcode").read_bytes()
    Path("copy.qualcode").unlink()
    checked = qualcode("check")
    assert checked.exit_code == 0
    assert "the time to keep them is over: P01 woman" in checked.stderr
    assert qualcode("undo").exit_code == 0


def test_consent_comes_from_a_table(qualcode, study):
    Path("consent.csv").write_text(
        "case,status,share,until\nP01 woman,given,yes,2040\n东麓县,pending,,\n", encoding="utf-8"
    )
    told = qualcode("cases", "consent", "--table", "consent.csv")
    assert (told.exit_code, told.stderr) == (0, "Done: recorded the consent of 2 cases.\n")
    assert {row["case"]: row["status"] for row in qualcode("cases", "consent").rows} == {
        "P01 woman": "given",
        "东麓县": "pending",
    }
    Path("bad.csv").write_text("who\nx\n")
    assert qualcode("cases", "consent", "--table", "bad.csv").exit_code == 3
    assert qualcode("cases", "consent", "P01 woman").exit_code == 2
    assert qualcode("cases", "consent", "P01 woman", "--table", "consent.csv").exit_code == 2


def test_names_go_from_saved_queries_and_studies_as_well(qualcode, study):
    with open_project(study) as project, project.write("Anna") as work:
        work.describe("study.new", "made a study")
        work.journal.insert(Study, name="About 受　访 者", name_key="about")
    qualcode("queries", "save", "about", 'text contains "受　访 者"')
    ended = qualcode("share", "copy.qualcode", "--pseudonymised", "--table", key())
    assert (ended.exit_code, ended.rows) == (0, [])
    assert qualcode("queries", "list", "-p", "copy.qualcode").rows == [{"name": "about", "query": 'text contains "R1"'}]
    assert "受　访 者" in qualcode("queries", "list", "-p", "study.qualcode").stdout


def test_a_coder_called_as_somebody_in_the_key_is_told(qualcode, study):
    assert qualcode("coders", "add", "ZHANG San").exit_code == 0
    file = Path("names.csv")
    file.write_text("name,stand_in\n受访者,R1\nZhang San,Z1\n", encoding="utf-8")
    ended = qualcode("share", "copy.qualcode", "--pseudonymised", "--table", file)
    assert ended.exit_code == 0
    assert ("perhaps a name", "coder: ZHANG San") in [(row["what"], row["where"]) for row in ended.rows]
