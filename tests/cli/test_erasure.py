"""Erasing, replacing names and sharing, as typed."""

from pathlib import Path

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
    ended = qualcode("erase", "speaker", "受访者", "--confirm", "受访者", "--reason", "withdrawn")
    assert ended.exit_code == 0
    assert "backups" in ended.stderr
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
