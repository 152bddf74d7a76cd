"""Documents: listed, described, assigned, read and removed."""

from pathlib import Path

import pytest

DOCUMENT_COLUMNS = "document,kind,language,characters,words,turns,speakers,codings,coders,occurred_on,source"


def test_the_columns_of_the_list(qualcode, study):
    ended = qualcode("documents", "list")
    assert ended.columns == DOCUMENT_COLUMNS
    assert [(row["document"], row["codings"], row["coders"]) for row in ended.rows] == [
        ("N01", "0", "0"),
        ("P01", "3", "2"),
    ]


def test_the_list_takes_a_pattern(qualcode, study):
    assert [row["document"] for row in qualcode("documents", "list", "--match", "p*").rows] == ["P01"]


def test_the_columns_of_the_turns(qualcode, study):
    ended = qualcode("turns", "P01")
    assert ended.columns == "document,turn,speaker,role,start,end,started,text"
    assert [(row["speaker"], row["text"]) for row in ended.rows][:2] == [
        ("访谈者", "您什么时候开始用这个系统？"),
        ("受访者", "去年春天。一开始大家都用纸，后来才补录。"),
    ]


def test_a_document_is_described_and_shown(qualcode, study):
    qualcode("cases", "define", "site", "--kind", "text", "--of", "document")
    ended = qualcode(
        "documents", "set", "P01", "--kind", "focus-group", "--date", "2024-05", "--place", "东麓", "site=hall"
    )
    assert ended.stderr == "Done: described P01.\n"
    shown = {row["property"]: row["value"] for row in qualcode("documents", "show", "p01").rows}
    expected = {
        "kind": "focus group",
        "occurred_on": "2024-05",
        "place": "东麓",
        "site": "hall",
        "participant": "P01 woman",
    }
    assert shown.items() >= expected.items()


def test_an_attribute_alone_can_be_set_and_taken_away(qualcode, study):
    qualcode("cases", "define", "site", "--kind", "text", "--of", "document")
    assert qualcode("documents", "set", "P01", "site=hall").exit_code == 0
    assert qualcode("documents", "set", "P01", "site=").exit_code == 0
    assert "site" not in {row["property"] for row in qualcode("documents", "show", "P01").rows}


def test_a_table_describes_many_and_a_document_may_have_several_cases(qualcode, study):
    Path("sheet.csv").write_text(
        "Document,kind,occurred_on,case,role,colour\nP01,focus-group,2024-05-31,东麓县,site,red\nP01,,,P01 woman,,\nN01,observation,,,,\n"
    )
    ended = qualcode("documents", "set", "--from", "sheet.csv")
    assert ended.exit_code == 0
    assert "not carried over: the column 'colour'" in ended.stderr
    shown = {(row["property"], row["value"]) for row in qualcode("documents", "show", "P01").rows}
    assert {("kind", "focus group"), ("site", "东麓县"), ("participant", "P01 woman")} <= shown
    assert qualcode("history", "--limit", "1").rows[0]["label"] == "described the documents of sheet.csv"


@pytest.mark.parametrize(
    ("row", "exit_code", "sentence"),
    [
        ("P1,policy,", 4, "sheet.csv, line 3: There is no document 'P1'."),
        ("P01,poem,", 2, "sheet.csv, line 3: 'poem' is no kind of document."),
        ("P01,,somewhere", 4, "sheet.csv, line 3: There is no case 'somewhere'."),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_changed(qualcode, study, state, row, exit_code, sentence):
    before = state(study)
    Path("sheet.csv").write_text(f"document,kind,case\nN01,policy,\n{row}\n")
    ended = qualcode("documents", "set", "--from", "sheet.csv")
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr
    assert state(study) == before


@pytest.mark.parametrize(
    "words", [[], ["P01", "--from", "a.csv"], ["--from", "a.csv", "--kind", "policy"], ["P01", "site"]]
)
def test_set_needs_one_document_or_one_table(qualcode, study, words):
    assert qualcode("documents", "set", *words).exit_code == 2


def test_rename(qualcode, study):
    assert qualcode("documents", "rename", "N01", "Service hall").exit_code == 0
    assert qualcode("documents", "rename", "P01", "service HALL").exit_code == 5


def test_remove_says_what_goes_and_a_dry_run_removes_nothing(qualcode, study, state):
    before = state(study)
    ended = qualcode("documents", "remove", "P01", "N01", "--dry-run")
    assert "What goes: 2 documents, 3 codings, 2 memos, 1 segment, 1 assignment." in ended.stderr
    assert state(study) == before
    assert qualcode("documents", "remove", "P01").exit_code == 0
    assert [row["document"] for row in qualcode("documents", "list").rows] == ["N01"]
    qualcode("undo")
    assert state(study) == before


def test_export_prints_the_text_or_writes_it(qualcode, study):
    printed = qualcode("documents", "export", "N01").stdout
    assert printed == "The hall was full before nine.\n\nTwo clerks typed what a third read from paper forms.\n"
    assert qualcode("documents", "export", "N01", "hall.txt").stdout == ""
    assert Path("hall.txt").read_text() == printed.removesuffix("\n")


def test_the_columns_of_assignments_and_what_done_and_assign_do(qualcode, study):
    qualcode("documents", "done", "P01", "N01", "-c", "Ben")
    qualcode("documents", "assign", "N01", "--to", "Ben", "--of-record")
    ended = qualcode("documents", "assignments")
    assert ended.columns == "document,coder,of_record,done"
    assert [tuple(row.values()) for row in ended.rows] == [
        ("N01", "Ben", "true", "true"),
        ("P01", "Anna", "true", "true"),
        ("P01", "Ben", "false", "true"),
    ]
    qualcode("documents", "done", "N01", "--not", "-c", "Ben")
    assert qualcode("documents", "assignments").rows[0]["done"] == "false"
    assert qualcode("history", "--limit", "1").rows[0]["label"] == "marked N01 as not done by Ben"


def test_a_table_assigns_many(qualcode, study):
    Path("who.csv").write_text("document,coder,of_record,done\nP01,Ben,yes,no\nN01,Anna,,是\n")
    assert qualcode("documents", "assign", "--from", "who.csv").exit_code == 0
    assert [tuple(row.values()) for row in qualcode("documents", "assignments").rows] == [
        ("N01", "Anna", "false", "true"),
        ("P01", "Anna", "false", "true"),
        ("P01", "Ben", "true", "false"),
    ]
    Path("who.csv").write_text("document,coder,done\nP01,Ben,perhaps\n")
    assert "line 2: done is yes or no, not 'perhaps'" in qualcode("documents", "assign", "--from", "who.csv").stderr


def test_read_shows_the_codings_inline(qualcode, study):
    ended = qualcode("read", "P01", "--plain")
    assert ended.exit_code == 0
    assert "⟦1 work/paper · Ben: 大家⟦2 work/data entry · Anna: ⟦3 work/paper · Anna: 都用纸，后来才 3⟧" in ended.stdout
    assert " 2⟧ 1⟧" in ended.stdout
    own = qualcode("read", "P01", "--plain", "--by", "Ben").stdout
    assert own.count("⟦") == 1 and "Anna" not in own
    assert qualcode("read", "P01", "--plain", "--by", "Bem").exit_code == 4


def test_read_has_the_memos_when_asked(qualcode, study):
    qualcode("memos", "add", "sure: of\nthis?", "--on-document", "P01", "--span", "0", "5")
    assert "sure" not in qualcode("read", "P01", "--plain").stdout
    assert qualcode("read", "P01", "--plain", "--memos").stdout.startswith(
        "⟦1 memo “sure:\N{NO-BREAK SPACE}of this?” · Anna: "
    )


def test_the_list_tells_how_far_each_document_is_when_asked(qualcode, study):
    plain = qualcode("documents", "list")
    assert qualcode("sets", "add", "East", "P01").exit_code == 0
    ended = qualcode("documents", "list", "--progress")
    assert ended.columns == plain.columns + ",share,done,waiting,cases,sets"
    (row,) = [row for row in ended.rows if row["document"] == "P01"]
    assert (row["done"], row["cases"], row["sets"], row["waiting"]) == ("Anna", "P01 woman", "East", "")
    assert 0 < float(row["share"]) < 1
    assert [row["document"] for row in qualcode("documents", "list", "--progress", "--match", "N*").rows] == ["N01"]
