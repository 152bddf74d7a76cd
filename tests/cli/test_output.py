"""Tables, reports and progress as a person and a script see them."""

import json
import sys

import click
import pytest
from rich.cells import cell_len

from qualcode.cli import app
from qualcode.cli.commands import Entry
from qualcode.cli.options import Group, dry_run_option, layer_option, touch_option, unit_option
from qualcode.cli.output import prints_table, progress, say, say_more, show_report
from qualcode.formats.bundle import Report
from qualcode.table import Table

TABLE = Table(
    ("code", "codings", "share", "definition"),
    [("隐性行为", 12, 0.75, "done, not said"), ("hidden", 3, None, "x" * 300), ("=sum", 0, 0.00012, "a\x1b[2Jb")],
    ("Layer: record.",),
)

sample = Group("sample", help="Commands of this test.")


@sample.command("list")
@prints_table
def list_():
    return TABLE


@sample.command("talk")
def talk():
    say("Done.")
    say_more("It took a while.")


@sample.command("settings")
@layer_option
@touch_option
@unit_option("turn", "What is judged.")
@dry_run_option
def settings(**given):
    click.echo(json.dumps(given))


@sample.command("reports")
def reports():
    good = Report("P01.docx", "docx")
    good.add("read", "12 turns")
    bad = Report("P02.doc")
    bad.add("error", "This is an old Word file.", "line 1")
    show_report(good)
    show_report(bad)


@sample.command("work")
def work():
    with progress("Reading") as step:
        for done in range(1, 4):
            step(done, 3)
    click.echo("done")


@pytest.fixture
def qualcode(qualcode, monkeypatch):
    """The command line with the commands of this test in place of the real ones."""
    monkeypatch.setattr(app, "all_commands", lambda: {"sample": Entry(f"{__name__}:sample", "")})
    return qualcode


def test_a_pipe_gets_csv_and_the_notes_go_to_stderr(qualcode):
    ended = qualcode("sample", "list")
    assert ended.stdout.splitlines()[:2] == ["code,codings,share,definition", '隐性行为,12,0.75,"done, not said"']
    assert ended.stderr == "Layer: record.\n"


def test_quiet_leaves_only_the_data(qualcode):
    assert qualcode("sample", "list", "--quiet").stderr == ""


def test_a_drawn_table_is_aligned_whole_and_cannot_steer_the_terminal(qualcode):
    lines = qualcode("sample", "list", "--format", "table").stdout.splitlines()
    chinese, plain = (next(line for line in lines if word in line) for word in ("隐性行为", "hidden"))
    assert cell_len(chinese.partition("12")[0]) + 1 == cell_len(plain.partition("3")[0])
    assert "x" * 300 in plain
    assert " – " in plain
    assert not any("\x1b" in line for line in lines)
    assert lines[-1].rstrip().endswith("a␛[2Jb")


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "md", "xlsx"])
def test_the_ending_of_the_file_chooses_the_format(qualcode, alone, ending):
    ended = qualcode("sample", "list", "-o", f"out.{ending}")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert f"out.{ending}" in ended.stderr
    assert (alone / f"out.{ending}").stat().st_size > 0


def test_json_keeps_numbers_and_missing_cells(qualcode, alone):
    qualcode("sample", "list", "-o", "out.json")
    rows = json.loads((alone / "out.json").read_text("utf-8"))
    assert rows[1] | {"definition": ""} == {"code": "hidden", "codings": 3, "share": None, "definition": ""}


def test_excel_writes_a_mark_and_no_formula(qualcode, alone):
    qualcode("sample", "list", "-o", "out.csv", "--excel")
    text = (alone / "out.csv").read_text("utf-8")
    assert text.startswith("\ufeff")
    assert "'=sum" in text


@pytest.mark.parametrize("options", [["-o", "out.txt"], ["-o", "out"], ["-o", "out.csv", "--format", "json"]])
def test_a_format_that_nothing_says_or_two_things_say_is_refused(qualcode, alone, options):
    ended = qualcode("sample", "list", *options)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert options[1] in ended.stderr
    assert not list(alone.iterdir())


def test_a_table_can_be_drawn_into_a_file(qualcode, alone):
    assert qualcode("sample", "list", "-o", "out.txt", "--format", "table").exit_code == 0
    assert "隐性行为" in (alone / "out.txt").read_text("utf-8")


def test_quiet_and_verbose(qualcode):
    assert qualcode("sample", "talk").stderr == "Done.\n"
    assert qualcode("sample", "talk", "--quiet").stderr == ""
    assert qualcode("sample", "talk", "--verbose").stderr == "Done.\nIt took a while.\n"


def test_shared_options_have_the_defaults_of_the_contract(qualcode):
    assert json.loads(qualcode("sample", "settings").stdout) == {
        "layer": "record",
        "touch": "half",
        "unit": "turn",
        "dry_run": False,
    }


def test_a_report_is_a_line_for_the_file_and_one_for_each_finding(qualcode):
    ended = qualcode("sample", "reports")
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        "P01.docx (docx)",
        "  read: 12 turns",
        "P02.doc",
        "  error: This is an old Word file. (line 1)",
    ]


def test_a_quiet_report_names_only_what_failed(qualcode):
    assert "P01" not in qualcode("sample", "reports", "--quiet").stderr
    assert "P02.doc" in qualcode("sample", "reports", "--quiet").stderr


def test_progress_is_not_drawn_into_a_pipe(qualcode):
    ended = qualcode("sample", "work")
    assert (ended.stdout, ended.stderr) == ("done\n", "")


def test_progress_is_drawn_at_a_terminal_and_wiped(at_terminal):
    script = "from qualcode.cli.output import progress\nwith progress('Reading') as step: step(1, 3)\nprint('done')"
    screen = at_terminal([sys.executable, "-c", script]).stdout
    assert "Reading" in screen and "1/3" in screen
    assert screen.endswith("\r\x1b[Kdone\n")


def test_a_terminal_gets_a_drawn_table_with_long_cells_folded(at_terminal):
    script = f"from qualcode.cli.output import show_table\nfrom qualcode.table import Table\nshow_table({TABLE!r})"
    lines = click.unstyle(at_terminal([sys.executable, "-c", script]).stdout).splitlines()
    assert sum(line.count("x") for line in lines) == 300
    assert all(cell_len(line) <= 100 for line in lines)
