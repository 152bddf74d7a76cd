"""Documents in."""

import shutil

import pytest
from docx import Document

INTERVIEW = (
    "Interviewer: When did it begin?\nMrs Li: Last spring.\nInterviewer: And then?\nMrs Li: Then came the forms.\n"
)


@pytest.fixture
def files(alone):
    """A folder as it comes from the field."""
    folder = alone / "field"
    (folder / "county").mkdir(parents=True)
    (folder / "I01.txt").write_text(INTERVIEW)
    (folder / "county" / "N01.md").write_text("# Hall\n\nThe hall was full.\n")
    word = Document()
    word.add_paragraph("第一条 为了规范，制定本办法。")
    word.save(folder / "county" / "P01.docx")
    return folder


@pytest.fixture
def empty(qualcode, alone):
    qualcode("new", "study")
    return alone / "study.qualcode"


def test_a_folder_comes_in_with_a_line_for_each_file(qualcode, empty, files):
    ended = qualcode("import", "field", "--kind", "focus-group")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr.splitlines() == [
        "field/I01.txt → I01 (105 characters, 4 turns, 2 speakers: Interviewer, Mrs Li)",
        "field/county/N01.md → N01 (27 characters)",
        "field/county/P01.docx → P01 (15 characters)",
        "Done: imported 3 documents.",
    ]
    assert {(row["document"], row["kind"]) for row in qualcode("documents", "list").rows} == {
        ("I01", "focus group"),
        ("N01", "focus group"),
        ("P01", "focus group"),
    }


def test_verbose_says_all_that_was_read(qualcode, empty, files):
    assert "read: 105 characters, utf-8" in qualcode("import", "field/I01.txt", "--verbose").stderr


def test_options_are_taken_up(qualcode, empty, files):
    (files / "I02.txt").write_bytes("访谈者：什么时候？\n受访者：去年。".encode("gb18030"))
    ended = qualcode("import", "field/I02.txt", "--encoding", "gb18030", "--speakers", "none", "--language", "zh-Hant")
    assert ended.exit_code == 0
    (row,) = qualcode("documents", "list").rows
    assert (row["language"], row["turns"]) == ("zh-Hant", "0")


def test_speakers_by_a_pattern(qualcode, empty, files):
    qualcode("import", "field/I01.txt", "--speakers", r"(?P<speaker>Mrs \w+): ")
    assert {row["speaker"] for row in qualcode("turns", "I01").rows} == {"Mrs Li"}


def test_one_bad_file_does_not_stop_the_others_and_ends_with_1(qualcode, empty, files):
    (files / "bad.docx").write_bytes((files / "county" / "P01.docx").read_bytes()[:2000])
    ended = qualcode("import", "field")
    assert ended.exit_code == 1
    assert "field/bad.docx\n  error: bad.docx is damaged" in ended.stderr
    assert len(qualcode("documents", "list").rows) == 3


def test_no_file_that_can_be_read_ends_with_3_and_changes_nothing(qualcode, empty, alone):
    (alone / "empty.txt").touch()
    (alone / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    content = empty.read_bytes()
    ended = qualcode("import", "empty.txt", "picture.png")
    assert (ended.exit_code, ended.stderr.count("  error: ")) == (3, 2)
    assert empty.read_bytes() == content


def test_the_same_file_is_not_brought_in_twice(qualcode, empty, files):
    qualcode("import", "field/I01.txt")
    shutil.copy(files / "I01.txt", files / "county" / "copy.txt")
    ended = qualcode("import", "field/county/copy.txt")
    assert ended.exit_code == 0
    assert "is in the project already, as 'I01'" in ended.stderr
    assert "There was nothing to change." in ended.stderr


def test_a_name_that_is_taken_is_settled_by_the_folder_and_said(qualcode, empty, files):
    (files / "county" / "I01.txt").write_text("Another one altogether.")
    ended = qualcode("import", "field")
    assert ended.exit_code == 0
    assert "field/county/I01.txt → I01 (county) (23 characters)" in ended.stderr
    assert {"I01", "I01 (county)"} <= {row["document"] for row in qualcode("documents", "list").rows}


def test_a_dry_run_says_the_same_and_changes_nothing(qualcode, empty, files):
    content = empty.read_bytes()
    rehearsed = qualcode("import", "field", "--dry-run").stderr.splitlines()
    assert rehearsed[-2:] == ["Would be done: imported 3 documents.", "Nothing was changed (--dry-run)."]
    assert empty.read_bytes() == content
    assert qualcode("import", "field").stderr.splitlines()[:-1] == rehearsed[:-2]


def test_without_originals_the_files_stay_outside(qualcode, empty, files, state):
    qualcode("import", "field/county/P01.docx", "--no-originals")
    assert state(empty)["document_original"] == []
    qualcode("import", "field/county/N01.md")
    assert len(state(empty)["document_original"]) == 1


def test_what_a_policy_paper_says_of_its_origin_is_told(qualcode, empty, files):
    (files / "P02.txt").write_text(
        "关于治理的通知\n东民发〔2021〕12号\n各区：\n请执行。\n东麓市民政局\n2021年6月1日\n", encoding="utf-8"
    )
    told = qualcode("import", "field/P02.txt", "--kind", "policy", "--verbose").stderr
    assert "read: number: 东民发〔2021〕12号; date: 2021-06-01; issued by: 东麓市民政局" in told
