"""Revising documents on the command line."""

from pathlib import Path

import pytest

import projects

CUT = projects.INTERVIEW.replace("一开始大家都用纸，后来才补录。", "")


def words(qualcode, document="P01"):
    return [(row["coder"], row["code"], row["text"]) for row in qualcode("codings", "list").rows]


@pytest.fixture
def corrected(alone):
    path = alone / "P01 corrected.txt"
    path.write_text(projects.INTERVIEW.replace("去年春天", "二〇二二年春天"), encoding="utf-8")
    return path


def test_a_newer_file_is_taken_and_codings_stay_on_their_words(qualcode, study, state, corrected):
    before, coded = state(study), words(qualcode)
    ended = qualcode("documents", "revise", "P01", corrected, "--reason", "proof-read")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "codings and other spans: 3 unchanged, 0 moved, 0 edited, 0 without a sure place" in ended.stderr
    assert ended.stderr.endswith("Done: revised P01.\n")
    assert words(qualcode) == coded
    shown = {row["property"]: row["value"] for row in qualcode("documents", "show", "P01").rows}
    assert (shown["revision"], shown["source_name"]) == ("2", "P01 corrected.txt")
    (row,) = qualcode("documents", "revisions", "P01").rows
    assert (row["number"], row["coder"], row["reason"], row["unplaced"]) == ("2", "Anna", "proof-read", "0")
    qualcode("undo")
    assert state(study) == before


def test_a_dry_run_says_the_same_and_changes_nothing(qualcode, study, state, alone):
    before = state(study)
    (alone / "new.txt").write_text(CUT, encoding="utf-8")
    tried = qualcode("documents", "revise", "P01", "new.txt", "--dry-run")
    assert "Nothing was changed (--dry-run)." in tried.stderr
    assert state(study) == before
    done = qualcode("documents", "revise", "P01", "new.txt")
    report = [line for line in done.stderr.splitlines() if line.startswith("  ")]
    assert len(report) > 3
    assert report == [line for line in tried.stderr.splitlines() if line.startswith("  ")]


def test_the_present_text_is_said_to_be_that(qualcode, study, state, alone):
    before = state(study)
    (alone / "same.txt").write_text(projects.INTERVIEW, encoding="utf-8")
    ended = qualcode("documents", "revise", "P01", "same.txt")
    assert "the text is the present one; nothing is changed" in ended.stderr
    assert "There was nothing to change." in ended.stderr
    assert state(study) == before


def test_what_has_no_place_is_listed_and_decided(qualcode, study, alone):
    (alone / "new.txt").write_text(CUT, encoding="utf-8")
    ended = qualcode("documents", "revise", "P01", "new.txt")
    assert "qualcode documents unplaced P01" in ended.stderr
    listed = qualcode("documents", "unplaced", "P01")
    assert listed.columns == "number,document,kind,code,case,coder,quote,before,after,candidates"
    numbers = [row["number"] for row in listed.rows]
    assert {(row["kind"], row["code"], row["coder"], row["quote"]) for row in listed.rows} >= {
        ("coding", "work/paper", "Anna", "都用纸，后来才")
    }
    assert [row["document"] for row in qualcode("documents", "unplaced").rows] == ["P01"] * 3
    assert qualcode("documents", "unplaced", "N01").rows == []
    info = {row["property"]: row["value"] for row in qualcode("info").rows}
    assert info["unplaced"] == "3"
    checked = qualcode("check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert "3 codings or other spans wait for a place" in checked.stderr
    assert qualcode("documents", "place", numbers[0], "--at", "0:3", "--dry-run").exit_code == 0
    assert qualcode("documents", "place", numbers[0], "--at", "0:3").stderr == "Done: placed a span in P01.\n"
    assert qualcode("documents", "place", numbers[1], "--quote", "您什么时候").exit_code == 0
    assert qualcode("documents", "place", numbers[2], "--let-go").exit_code == 0
    assert [row["text"] for row in qualcode("codings", "list").rows] == ["访谈者", "您什么时候"]
    assert qualcode("documents", "unplaced").rows == []


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (["1"], 2, "Say what is to be done"),
        (["1", "--at", "3:1"], 2, "There is no span from 3 to 1."),
        (["1", "--at", "there"], 2, "'there' is no place."),
        (["9", "--let-go"], 4, "under the number 9"),
    ],
)
def test_a_decision_that_means_nothing_is_refused(qualcode, study, line, exit_code, sentence):
    ended = qualcode("documents", "place", *line)
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr


def test_a_name_is_replaced_everywhere(qualcode, study):
    coded = len(words(qualcode))
    ended = qualcode("documents", "revise", "P01", "--replace", "系统=平台", "--replace", "we had=they had")
    assert ended.exit_code == 0
    assert "2 places replaced" in ended.stderr
    text = qualcode("documents", "export", "P01").stdout
    assert "用这个平台" in text
    assert "they had no choice" in text
    assert len(words(qualcode)) == coded


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        ([], 2, "Say what the new text is"),
        (["new.txt", "--replace", "a=b"], 2, "Say what the new text is"),
        (["--replace", "ab"], 2, "'ab' is not of the form OLD=NEW."),
        (["--replace", "absent=b"], 4, "“absent” does not stand in 'P01'."),
        (["missing.txt"], 3, "There is no file missing.txt."),
        (["locked.doc"], 3, "locked.doc"),
        (["empty.txt"], 3, "empty.txt is empty"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(qualcode, study, state, alone, line, exit_code, sentence):
    Path("new.txt").write_text("new")
    Path("empty.txt").write_text("\n\n")
    Path("locked.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    before = state(study)
    ended = qualcode("documents", "revise", "P01", *line)
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr
    assert state(study) == before


def test_long_reports_are_cut_short_unless_all_is_wanted(qualcode, study, alone):
    for start in range(30):
        assert qualcode("codings", "add", "N01", start, start + 1, "pressure").exit_code == 0
    (alone / "new.txt").write_text("Something else altogether, in other words, by someone.", encoding="utf-8")
    short = qualcode("documents", "revise", "N01", "new.txt", "--dry-run").stderr
    long = qualcode("documents", "revise", "N01", "new.txt", "--dry-run", "--verbose").stderr
    assert "more: --verbose shows them" in short
    assert len(long.splitlines()) > len(short.splitlines())


def test_the_report_of_a_revision_is_kept_with_it(qualcode, study, alone, corrected):
    qualcode("documents", "revise", "P01", corrected)
    rows = qualcode("history", "report").rows
    assert {(row["file"], row["document"], row["outcome"]) for row in rows} == {("P01 corrected.txt", "P01", "revised")}
    assert "the text differs in 1 place" in [row["sentence"] for row in rows]
    assert rows[0]["characters"] == str(len(corrected.read_text(encoding="utf-8")))
    qualcode("documents", "revise", "P01", "--replace", "系统=平台")
    (latest, *_rest) = qualcode("history").rows
    sentences = [row["sentence"] for row in qualcode("history", "report", latest["number"]).rows]
    assert "1 place replaced" in sentences
    qualcode("undo")
    assert "1 place replaced" not in [row["sentence"] for row in qualcode("history", "report").rows]


def test_a_dry_run_keeps_no_report(qualcode, study, corrected):
    before = qualcode("history", "report").stdout
    qualcode("documents", "revise", "P01", corrected, "--dry-run")
    assert qualcode("history", "report").stdout == before
