"""The codebook and its codes."""

from pathlib import Path

import pytest

CODEBOOK = Path(__file__).parents[2] / "codebooks" / "digital-governance.yaml"


def paths(qualcode):
    return [row["path"] for row in qualcode("codebook", "show").rows]


def test_the_columns_of_the_codebook(qualcode, study):
    ended = qualcode("codebook", "show")
    assert ended.columns == "code,parent,path,depth,is_codable,color,codings,documents,definition"
    assert tuple(ended.rows[1].values()) == (
        *("paper", "work", "work/paper", "1", "true", "", "2", "1", "decisions on paper"),
    )


def test_a_code_is_added_with_all_that_can_be_said_of_it(qualcode, study):
    line = [
        *("work/off the record", "--definition", "not written down", "--include", "calls", "--exclude", "memos"),
        *("--example", "we phoned", "--example", "他打了电话", "--alias", "隐性", "--color", "#AA3377"),
        *("--for-kind", "focus-group", "--status", "settled"),
    ]
    assert qualcode("codes", "add", *line).stderr == "Done: added the code work/off the record.\n"
    qualcode("codebook", "export", "out.csv")
    row = next(line for line in Path("out.csv").read_text("utf-8").splitlines() if line.startswith("off the record"))
    assert row == "off the record,work,#AA3377,true,not written down,calls,memos,we phoned | 他打了电话,隐性,settled"
    assert qualcode("codings", "add", "N01", "0", "3", "隐性").exit_code == 0


def test_a_slash_inside_a_name_is_written_with_a_backslash(qualcode, study):
    qualcode("codes", "add", r"work/and\/or")
    assert r"work/and\/or" in paths(qualcode)


def test_describing_keeps_what_is_not_named_and_an_empty_text_takes_away(qualcode, study):
    assert qualcode("codes", "describe", "paper", "--include", "forms").exit_code == 0
    assert qualcode("codebook", "show").rows[1]["definition"] == "decisions on paper"
    assert qualcode("codes", "describe", "paper", "--definition", "", "--retired").exit_code == 0
    assert qualcode("codebook", "show").rows[1]["definition"] == ""
    assert qualcode("codings", "add", "N01", "0", "3", "paper").exit_code == 5
    assert qualcode("codes", "describe", "paper").exit_code == 2


def test_renaming_moving_and_merging(qualcode, study):
    assert qualcode("codes", "rename", "pressure", "pressure from above").exit_code == 0
    assert qualcode("codes", "move", "pressure", "--under", "work", "--position", "1").exit_code == 0
    assert paths(qualcode) == ["work", "work/pressure from above", "work/paper", "work/data entry"]
    assert qualcode("codes", "move", "data entry", "--top").exit_code == 0
    assert paths(qualcode)[-1] == "data entry"
    ended = qualcode("codes", "merge", "纸", "--into", "pressure")
    assert "2 codings were on it." in ended.stderr
    assert paths(qualcode) == ["work", "work/pressure from above", "data entry"]


def test_several_codes_are_moved_coloured_merged_and_removed_as_one_change(qualcode, study, state):
    before = state(study)
    assert qualcode("codes", "move", "pressure", "data entry", "--under", "paper").exit_code == 0
    assert paths(qualcode) == ["work", "work/paper", "work/paper/pressure", "work/paper/data entry"]
    assert qualcode("codes", "describe", "pressure", "data entry", "--color", "#009E73").exit_code == 0
    assert [row["color"] for row in qualcode("codebook", "show").rows] == ["", "", "#009E73", "#009E73"]
    ended = qualcode("codes", "merge", "pressure", "data entry", "--into", "paper")
    assert ended.stderr.splitlines()[0] == "1 coding was on them."
    assert qualcode("codes", "remove", "paper", "work", "--with-codings").exit_code == 0
    assert paths(qualcode) == []
    for _step in range(4):
        assert qualcode("undo").exit_code == 0
    assert state(study) == before


def test_a_code_is_split_by_coder_or_by_a_query(qualcode, study, state):
    before = state(study)
    assert qualcode("codes", "split", "paper", "--by", "coder", "--dry-run").stderr.splitlines()[:2] == [
        "work/paper/Anna: 1 coding",
        "work/paper/Ben: 1 coding",
    ]
    assert state(study) == before
    ended = qualcode("codes", "split", "paper", "--into", "nowhere/on paper", "--where", "coder = Ben")
    assert ended.exit_code == 4  # only the last code of a path can be new
    ended = qualcode("codes", "split", "paper", "--into", "work/theirs", "--where", "coder = Ben")
    assert ended.stderr.splitlines()[0] == "work/theirs: 1 coding"
    assert paths(qualcode) == ["work", "work/paper", "work/data entry", "work/theirs", "pressure"]
    assert qualcode("undo").exit_code == 0
    assert state(study) == before


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (("paper",), 2, "Say how to split it."),
        (("paper", "--into", "x"), 2, "Say how to split it."),
        (("paper", "--by", "coder", "--into", "x", "--where", "coder = Ben"), 2, "Say how to split it."),
        (("pressure", "--by", "coder"), 2, "Nothing is coded with pressure."),
        (("paper", "--into", "x", "--where", "coder = Ana"), 4, "Ana"),
        (("paper", "--into", "work", "--where", "coder = Ben"), 0, "work/paper/work: 1 coding"),
        (("paper", "--into", "pressure/", "--where", "coder = Ben"), 2, "holds an empty name"),
    ],
)
def test_what_cannot_be_split_is_said(qualcode, study, line, exit_code, sentence):
    ended = qualcode("codes", "split", *line)
    assert (ended.exit_code, sentence in ended.stderr) == (exit_code, True), ended.stderr


def test_a_colour_is_written_in_six_digits(qualcode, study):
    ended = qualcode("codes", "describe", "paper", "--color", "red")
    assert (ended.exit_code, "'red' is no colour." in ended.stderr) == (2, True)


def test_a_dry_run_of_merging_and_removing_changes_nothing(qualcode, study, state):
    before = state(study)
    assert "2 codings were on it." in qualcode("codes", "merge", "paper", "--into", "pressure", "--dry-run").stderr
    assert "2 codings were on it." in qualcode("codes", "remove", "paper", "--with-codings", "--dry-run").stderr
    assert state(study) == before


def test_removing(qualcode, study):
    assert qualcode("codes", "remove", "work").exit_code == 5
    assert qualcode("codes", "remove", "paper").exit_code == 5
    assert qualcode("codes", "remove", "paper", "--with-codings").exit_code == 0
    assert len(qualcode("codings", "list").rows) == 1


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        (("add", "work/Paper"), 5, "There is a code 'work/paper' already."),
        (("add", "wrk/new"), 4, "Did you mean work?"),
        (("add", ""), 2, "A code needs a name."),
        (("move", "work", "--under", "paper"), 5, "cannot be put below itself"),
        (("move", "work"), 2, "Either --under PARENT or --top."),
        (("merge", "work", "--into", "paper"), 5, "cannot be merged into itself or a code below it"),
        (("rename", "paper", "data entry"), 5, "There is a code 'work/data entry' already."),
        (("rename", "papier", "x"), 4, "Did you mean work/paper"),
        (("describe", "paper", "--for-kind", "song"), 2, "is no kind of document"),
    ],
)
def test_what_cannot_be_is_said(qualcode, study, state, line, exit_code, sentence):
    before = state(study)
    ended = qualcode("codes", *line)
    assert ended.exit_code == exit_code
    assert sentence in ended.stderr
    assert state(study) == before


def test_a_codebook_goes_out_and_comes_in_the_same(qualcode, alone):
    qualcode("new", "study", "--codebook", CODEBOOK)
    qualcode("codebook", "export", "out.yaml")
    qualcode("codebook", "export", "out.csv")
    shown = qualcode("codebook", "show").stdout
    header = "code,parent,color,is_codable,definition,include,exclude,examples,aliases,status"
    assert Path("out.csv").read_text("utf-8").partition("\n")[0] == header
    for file in ("out.yaml", "out.csv"):
        again = qualcode("codebook", "import", file, "-p", "study.qualcode")
        assert again.stderr.endswith("There was nothing to change.\n")
        qualcode("new", f"from {file}.qualcode", "--codebook", file)
        assert qualcode("codebook", "show", "-p", f"from {file}.qualcode").stdout == shown


def test_importing_adds_and_takes_over(qualcode, study):
    Path("more.csv").write_text("code,parent,definition\nwork,,\npaper,work,on paper only\nnew,work,\n")
    ended = qualcode("codebook", "import", "more.csv")
    assert "changed: work/paper: definition taken over" in ended.stderr
    assert paths(qualcode) == ["work", "work/paper", "work/data entry", "work/new", "pressure"]
    assert qualcode("codebook", "show").rows[0]["is_codable"] == "false"  # of which the file says nothing
    assert qualcode("history", "--limit", "1").rows[0]["label"] == "imported the codebook more.csv"


def test_check_lists_objections_one_a_line(qualcode, study):
    ended = qualcode("codebook", "check")
    assert ended.exit_code == 0
    assert ended.stdout.splitlines() == ["work/data entry has no definition", "pressure has no definition"]
    for code in ("data entry", "pressure"):
        qualcode("codes", "describe", code, "--definition", "x")
    ended = qualcode("codebook", "check")
    assert (ended.stdout, ended.stderr) == ("", "There is nothing to object to.\n")
