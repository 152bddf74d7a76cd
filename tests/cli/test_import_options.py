"""What the options of import do, and what is told of what it did."""

import os
import shutil

import pytest

ANSWERS = "\n".join(f"Li: Answer number {n} is about the {n}th form, which we filled in by hand." for n in range(40))
INTERVIEW = "Interviewer: When did it begin?\nMrs Li: Last spring.\nInterviewer: And then?\nMrs Li: Forms.\n"


@pytest.fixture
def empty(qualcode, alone):
    qualcode("new", "study")
    return alone / "study.qualcode"


@pytest.fixture
def field(empty, alone):
    """A folder as it comes from the field."""
    folder = alone / "field"
    folder.mkdir()
    (folder / "East_town_20240531.txt").write_text(INTERVIEW)
    (folder / "notes.txt").write_text("The hall was full.")
    return folder


def rows(qualcode, *command):
    return qualcode(*command).rows


def test_file_names_say_what_documents_are_and_a_dry_run_shows_it(qualcode, field):
    ended = qualcode("import", "field", "--attributes-from", "{county}_{level}_{date}", "--dry-run")
    assert "read: occurred_on = 2024-05-31, county = East, level = town" in ended.stderr
    assert "read: the first turns: Interviewer: When did it begin? / Mrs Li: Last spring." in ended.stderr
    assert "warning: says nothing of attributes" in ended.stderr
    assert qualcode("import", "field", "--attributes-from", "{county}_{level}_{date}").exit_code == 0
    shown = {row["property"]: row["value"] for row in rows(qualcode, "documents", "show", "East_town_20240531")}
    assert (shown["county"], shown["occurred_on"]) == ("East", "2024-05-31")


def test_a_table_in_the_folder_says_it_and_is_not_imported(qualcode, field):
    (field / "list.csv").write_text("file,document,site\nnotes.txt,N1,Hall\nEast_town_20240531.txt,I1,East\n")
    (field / "round").symlink_to(field / "round")
    ended = qualcode("import", "field", "--attributes-from", "field/list.csv")
    assert "field/round\n  error: is a link that leads nowhere" in ended.stderr
    assert {row["document"] for row in rows(qualcode, "documents", "list")} == {"N1", "I1"}


@pytest.mark.parametrize("wanted", ["level", "{a}{b}", "nowhere.csv"])
def test_what_says_nothing_of_files_is_said_before_any_is_read(qualcode, field, wanted):
    ended = qualcode("import", "field", "--attributes-from", wanted)
    assert ended.exit_code in (2, 3)
    assert rows(qualcode, "documents", "list") == []


def test_new_versions_are_told_with_what_to_do(qualcode, field):
    (field / "I01.txt").write_text(ANSWERS)
    qualcode("import", "field")
    (field / "I01.txt").write_text(ANSWERS.replace("number 7 ", "number seven "))
    ended = qualcode("import", "field")
    assert ended.exit_code == 0
    assert "is a new version of 'I01'; to take it over: qualcode documents revise I01 field/I01.txt" in ended.stderr
    assert "0 new documents, 1 new version, 2 known already." in ended.stderr
    ended = qualcode("import", "field", "--new-versions", "revise")
    assert "field/I01.txt → I01 (revised, " in ended.stderr
    assert ended.stderr.splitlines()[-1] == "Done: revised a document."


def test_a_new_version_is_taken_over_by_the_command_that_is_told(qualcode, field):
    (field / "I01.txt").write_text(ANSWERS)
    qualcode("import", "field")
    (field / "I01.txt").write_text(ANSWERS.replace("number 7 ", "number seven "))
    told = qualcode("import", "field").stderr
    (command,) = [line.partition("take it over: qualcode ")[2] for line in told.splitlines() if "take it over" in line]
    assert qualcode(*command.split()).exit_code == 0
    assert "number seven" in qualcode("documents", "export", "I01").stdout


def test_the_report_is_a_file_and_is_kept(qualcode, field):
    assert "The table is in out.json." in qualcode("import", "field", "--report", "out.json").stderr
    assert '"outcome": "imported"' in (field.parent / "out.json").read_text()
    kept = qualcode("history", "report")
    assert kept.columns == "file,document,outcome,format,encoding,characters,turns,speakers,finding,sentence,where"
    assert {row["file"] for row in kept.rows} == {"East_town_20240531.txt", "notes.txt"}
    number = rows(qualcode, "history", "--limit", "1")[0]["number"]
    assert qualcode("history", "report", number).rows == kept.rows
    assert qualcode("history", "report", "1").exit_code == 4


def test_a_report_of_an_unknown_format_is_refused_before_anything_is_read(qualcode, field):
    assert qualcode("import", "field", "--report", "out.odt").exit_code == 2
    assert rows(qualcode, "documents", "list") == []


def test_history_still_lists_what_was_done(qualcode, field):
    qualcode("import", "field")
    listed = qualcode("history", "--limit", "1")
    assert listed.columns == "number,at,coder,label,kind,undoes"
    assert listed.rows[0]["label"] == "imported 2 documents"
    assert "report" in qualcode("history", "--help").stdout


def test_of_many_files_only_what_went_wrong_is_told(qualcode, field):
    for number in range(30):
        (field / f"N{number:02}.txt").write_bytes(b"one\r\nnumber %d" % number)
    assert "line end" in qualcode("import", "field/N01.txt", "--dry-run", "--verbose").stderr
    ended = qualcode("import", "field")
    assert "line end" not in ended.stderr
    (field / "broken.txt").write_bytes(b"")
    (field / "N00.txt").unlink()
    os.mkfifo(field / "pipe.txt")
    ended = qualcode("import", "field")
    assert "field/pipe.txt\n  not carried over: is not a file but a pipe" in ended.stderr
    (field / "pipe.txt").unlink()
    ended = qualcode("import", "field")
    assert ended.stderr.splitlines() == [
        "field/broken.txt",
        "  error: broken.txt is empty: it holds not a single byte. Copy or save the file again; a broken download or a "
        "synchronised folder often leaves such files.",
        "0 new documents, 31 known already, 1 file not read.",
        "There was nothing to change.",
    ]
    assert ended.exit_code == 1


def test_what_is_no_file_is_passed_over_and_told(qualcode, field):
    os.mkfifo(field / "pipe.txt")
    (field / "loop").symlink_to(field)
    (field / "gone.txt").symlink_to(field / "nothing.txt")
    (field / ".DS_Store").write_bytes(b"\0\1")
    (field / "~$notes.docx").write_bytes(b"\0\1")
    ended = qualcode("import", "field", "field/~$notes.docx")
    assert ended.exit_code == 1
    assert "field/pipe.txt\n  not carried over: is not a file but a pipe" in ended.stderr
    assert "field/loop\n  not carried over: leads to a folder" in ended.stderr
    assert "field/gone.txt\n  error: is a link that leads nowhere" in ended.stderr
    assert "DS_Store" not in ended.stderr
    assert "~$" not in ended.stderr
    assert len(rows(qualcode, "documents", "list")) == 2


def test_nothing_but_a_pipe_is_nothing_read(qualcode, field):
    os.mkfifo(field / "pipe.txt")
    assert qualcode("import", "field/pipe.txt").exit_code == 3
    assert qualcode("import", "field/~$notes.docx").exit_code == 3


def test_names_in_other_encodings_come_in_readable(qualcode, field):
    name = os.fsdecode("访谈一.txt".encode("gb18030"))
    shutil.copy(field / "notes.txt", field / name)
    (field / "notes.txt").unlink()
    (field / os.fsdecode("坏.docx".encode("gb18030"))).write_bytes(b"no document")
    ended = qualcode("import", "field")
    assert "field/访谈一.txt → 访谈一 (18 characters)" in ended.stderr
    assert "field/坏.docx\n  error: " in ended.stderr
    assert "访谈一" in qualcode("documents", "list").stdout


def test_what_is_said_of_the_kind_goes_before_what_the_file_says(qualcode, field):
    qualcode("import", "field")
    assert {row["kind"] for row in rows(qualcode, "documents", "list")} == {"interview", "other"}
    assert qualcode("import", "field", "--kind", "poem").exit_code == 2


def test_a_questionnaire_becomes_cases_and_documents_and_its_mapping_can_be_kept(qualcode, field):
    for path in field.iterdir():
        path.unlink()
    rows_of_it = "".join(f"R{n},{'yes' if n % 2 else 'no'},{'Because of form ' * n}{n}.\n" for n in range(1, 13))
    (field / "survey.csv").write_text(f"id,agree,why\n{rows_of_it}")
    ended = qualcode("import", "field", "--case", "id", "--open", "why", "--save-mapping", "survey.yaml", "--dry-run")
    assert "field/survey.csv → 12 respondents, 12 documents, " in ended.stderr
    assert "use: open" in (field.parent / "survey.yaml").read_text()
    assert qualcode("import", "field", "--mapping", "survey.yaml").exit_code == 0
    assert [row["agree"] for row in rows(qualcode, "cases", "list", "--match", "R1")] == ["true"]
    assert {row["kind"] for row in rows(qualcode, "documents", "list")} == {"questionnaire"}
    again = qualcode("import", "field", "--mapping", "survey.yaml")
    assert again.stderr.splitlines()[-1] == "There was nothing to change."


def test_a_mapping_is_one_of_one_questionnaire(qualcode, field):
    ended = qualcode("import", "field", "--save-mapping", "survey.yaml")
    assert (ended.exit_code, "not of 0" in ended.stderr) == (2, True)


def test_of_a_file_that_is_known_only_that_is_told(qualcode, field):
    (field / "N01.txt").write_bytes(b"one\r\ntwo")
    assert "line end" in qualcode("import", "field").stderr
    told = qualcode("import", "field/N01.txt").stderr.splitlines()
    assert told[:2] == [
        "field/N01.txt",
        "  not carried over: is in the project already, as 'N01'; not brought in twice",
    ]


def test_an_earlier_text_is_no_new_version(qualcode, field):
    (field / "I01.txt").write_text(ANSWERS)
    (field.parent / "new.txt").write_text(ANSWERS.replace("number 7 ", "number seven "))
    qualcode("import", "field/I01.txt")
    qualcode("documents", "revise", "I01", "new.txt")
    ended = qualcode("import", "field/I01.txt", "--new-versions", "revise")
    assert "is what 'I01' was before it was revised here; not brought in again" in ended.stderr
    assert "--new-versions" not in ended.stderr
    assert "number seven" in qualcode("documents", "export", "I01").stdout


@pytest.mark.parametrize("options", [("--as", "rows"), ("--sheet", "Data"), ("--mapping", "m.yaml"), ("--open", "why")])
def test_options_of_tables_are_refused_where_there_is_none(qualcode, field, options):
    ended = qualcode("import", "field", *options)
    assert ended.exit_code == 2
    assert "None of the files is a table" in ended.stderr
    (field / "answers.csv").write_text("id,why\nP1,no\n")
    assert "None of the files" not in qualcode("import", "field", *options).stderr


def test_comments_that_became_memos_are_told(qualcode, field):
    from docx import Document

    word = Document()
    run = word.add_paragraph("The hall was full.").add_run()
    word.add_comment([run], text="How full?", author="Bo", initials="B")
    word.save(field / "W01.docx")
    assert "W01 (18 characters, 1 comment as a memo)" in qualcode("import", "field/W01.docx").stderr


def test_what_a_mapping_says_is_not_said_once_more(qualcode, field):
    (field / "answers.csv").write_text("id,why\nP1,no\n")
    ended = qualcode("import", "field", "--mapping", "m.yaml", "--open", "why")
    assert ended.exit_code == 2
    assert "Leave them out, or change the mapping." in ended.stderr


def test_a_sheet_of_a_file_without_sheets_is_told(qualcode, field):
    (field / "answers.csv").write_text("id,why\nP1,no\n")
    ended = qualcode("import", "field/answers.csv", "--sheet", "Data")
    assert "warning: it has no sheets; 'Data' was not looked for" in ended.stderr


def test_attributes_of_what_is_known_are_not_noted_silently(qualcode, field):
    qualcode("import", "field")
    told = qualcode("import", "field", "--attributes-from", "{county}_{level}_{date}").stderr
    assert "is in the project already, as 'notes'; what is said of it here was not noted" in told


def test_a_table_may_write_dates_as_half_of_the_world_does(qualcode, field):
    (field / "list.csv").write_text("file;date\nnotes.txt;4.5.2024\n")
    qualcode("import", "field/notes.txt", "--attributes-from", "field/list.csv")
    assert {row["occurred_on"] for row in rows(qualcode, "documents", "list")} == {"2024-05-04"}
