"""The root of the command line: what every command does before and after its own work."""

import json
import os
import signal
import subprocess
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

import qualcode as package
from qualcode.cli import app, failures
from qualcode.cli.commands import Entry, all_commands
from qualcode.cli.options import Group, chosen, chosen_coder, chosen_project
from qualcode.errors import IntegrityProblem, NotFound, Refused, Unreachable, UnreadableInput, WrongUse

sample = Group("sample", help="Commands of this test.")


@sample.command("choices")
def choices():
    click.echo(json.dumps([chosen().project, chosen().coder, chosen().quiet, chosen().verbose]))


@sample.command("who")
def who():
    click.echo(f"{chosen_coder()} works on {chosen_project()}")


@sample.command("part")
def part():
    return 1


FAULTS = {
    "use": WrongUse("No.", "Do it so."),
    "input": UnreadableInput("No."),
    "unknown": NotFound("No code 'hidden'.", nearest=["hidden actions", "hints"]),
    "rule": Refused("No."),
    "locked": Unreachable("No."),
    "damage": IntegrityProblem("No."),
    "full": OSError(28, "No space left on device", "study.qualcode"),
    "permission": PermissionError(13, "Permission denied", "study.qualcode"),
    "missing": FileNotFoundError(2, "No such file or directory", "notes.docx"),
    "interrupt": KeyboardInterrupt(),
    "fault": ZeroDivisionError("division by zero"),
}


@sample.command("fail")
@click.argument("fault")
def fail(fault):
    raise FAULTS[fault]


@pytest.fixture
def qualcode(qualcode, monkeypatch):
    """The command line with the commands of this test in place of the real ones."""
    table = {"sample": Entry(f"{__name__}:sample", "Commands of this test."), "study": Entry("nowhere:study", "")}
    monkeypatch.setattr(app, "all_commands", lambda: table)
    return qualcode


def test_every_command_of_the_contract_is_listed_with_its_line(process):
    help_text = process("--help")
    assert help_text.exit_code == 0
    said = " ".join(help_text.stdout.split())  # a long line goes on below
    for name, entry in all_commands().items():
        assert f"  {name} " in help_text.stdout
        assert f"{name} {entry.help}" in said


def test_version(process):
    assert process("--version").stdout == f"qualcode {package.__version__}\n"


def test_a_wrong_command_name_offers_the_nearest(process):
    ended = process("matrx")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "No such command 'matrx'. Did you mean 'matrix'?" in ended.stderr


def test_a_wrong_verb_offers_the_nearest(qualcode):
    assert "Did you mean 'choices'?" in qualcode("sample", "choises").stderr


@pytest.mark.parametrize(
    "line",
    [
        "-p a.qualcode -c Wei --quiet sample choices",
        "sample -p a.qualcode -c Wei --quiet choices",
        "sample choices --project=a.qualcode --coder Wei --quiet",
        "-p other.qualcode -c Wei sample --quiet choices -p a.qualcode",
    ],
)
def test_the_options_of_every_command_may_stand_anywhere(qualcode, line):
    assert json.loads(qualcode(*line.split()).stdout) == ["a.qualcode", "Wei", True, False]


def test_project_and_coder_come_from_the_environment_and_the_folder(qualcode, alone, monkeypatch):
    (alone / "study.qualcode").touch()
    assert qualcode("sample", "who").stdout == "Anna works on study.qualcode\n"
    monkeypatch.setenv("QUALCODE_PROJECT", "postgresql://server/study")
    assert qualcode("sample", "who", "-c", "Wei").stdout == "Wei works on postgresql://server/study\n"


@pytest.mark.parametrize("names", [[], ["one.qualcode", "two.qualcode"]])
def test_none_or_several_projects_is_an_error_that_lists_them(qualcode, alone, names):
    for name in names:
        (alone / name).touch()
    ended = qualcode("sample", "who")
    assert ended.exit_code == 2
    assert ", ".join(names) in ended.stderr
    assert "-p PATH" in ended.stderr


@pytest.mark.parametrize(
    ("fault", "exit_code", "sentences"),
    [
        ("use", 2, ["Error: No.", "Do it so."]),
        ("input", 3, ["Error: No."]),
        ("unknown", 4, ["Error: No code 'hidden'.", "Did you mean hidden actions, hints?"]),
        ("rule", 5, ["Error: No."]),
        ("locked", 6, ["Error: No."]),
        ("damage", 7, ["Error: No."]),
        ("full", 6, ["The disk is full. study.qualcode"]),
        ("permission", 6, ["No permission: study.qualcode"]),
        ("missing", 3, ["no such file: notes.docx"]),
        ("interrupt", 130, ["Interrupted."]),
        ("fault", 1, ["Internal error: ZeroDivisionError: division by zero", "--debug"]),
    ],
)
def test_a_failure_is_a_sentence_and_an_exit_code(qualcode, fault, exit_code, sentences):
    ended = qualcode("sample", "fail", fault)
    assert (ended.exit_code, ended.stdout) == (exit_code, "")
    assert all(sentence in ended.stderr for sentence in sentences)
    assert "Traceback" not in ended.stderr


def test_debug_shows_where_the_fault_arose(qualcode):
    ended = qualcode("sample", "fail", "fault", "--debug")
    assert ended.exit_code == 1
    assert "Traceback" in ended.stderr and "raise FAULTS[fault]" in ended.stderr


def test_debug_after_a_double_dash_is_a_value(qualcode):
    assert "Traceback" not in qualcode("sample", "fail", "--", "--debug").stderr


def test_a_command_done_in_part_ends_with_one(qualcode):
    assert qualcode("sample", "part").exit_code == 1
    assert qualcode("sample", "choices").exit_code == 0


def test_wrong_use_of_the_parser_ends_with_two(qualcode):
    ended = qualcode("sample", "fail")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "Missing argument 'FAULT'." in ended.stderr


def test_broken_settings_are_said_once_and_do_not_stand_in_the_way_of_help(qualcode, tmp_path):
    (tmp_path / "settings.toml").write_text("languag = 'zh'\n")
    ended = qualcode("sample", "choices")
    assert ended.exit_code == 2
    assert "settings.toml" in ended.stderr and "languag:" in ended.stderr
    assert qualcode("--help").exit_code == 0


def test_without_a_command_help_is_printed(process, terminal):
    assert process().stdout.startswith("Usage: qualcode")
    at_terminal = terminal()
    assert at_terminal.exit_code == 0
    assert at_terminal.stdout.startswith("Usage: qualcode")


def test_a_reader_who_leaves_ends_it_quietly(program):
    ended = subprocess.run(["bash", "-c", f"(sleep 0.5; {program} --help) | true"], capture_output=True)
    assert ended.stderr == b""


def test_a_full_disk_is_said(program):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("w") as stream:
        ended = subprocess.run([program, "--help"], stdout=stream, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 6
    assert "The disk is full" in ended.stderr


def test_the_language_is_that_of_the_option_then_the_environment_then_the_settings_then_the_locale(process, tmp_path):
    chinese, english = "用法", "Usage"
    assert chinese in process("--help", LANGUAGE="", LANG="zh_CN.UTF-8").stdout
    assert english in process("--help", LANGUAGE="", LANG="de_DE.UTF-8").stdout
    (tmp_path / "settings.toml").write_text("language = 'zh'\n")
    assert chinese in process("--help").stdout
    assert english in process("--help", QUALCODE_LANG="en").stdout
    assert chinese in process("--help", "--lang", "zh", QUALCODE_LANG="en").stdout


def test_chinese_reaches_the_words_of_the_parser(process):
    ended = process("--lang=zh", "frequencis")
    assert ended.exit_code == 2
    assert "没有" in ended.stderr and "'frequencies'" in ended.stderr
    assert not any(word in ended.stderr for word in ("Usage", "Error", "Try", "Did you mean"))


def test_chinese_help_fits_the_terminal(process):
    lines = process("--help", "--lang", "zh", COLUMNS="80").stdout.splitlines()
    assert max(map(cell_len, lines)) <= 80


def test_a_language_we_do_not_speak_is_refused(process):
    assert process("--lang", "de", "search").exit_code == 2
    assert "QUALCODE_LANG" in process("search", QUALCODE_LANG="de").stderr


def test_output_is_utf8_whatever_the_locale(process):
    assert "用法" in process("--help", "--lang", "zh", LC_ALL="C", PYTHONIOENCODING="ascii").stdout


def test_completion_offers_names_without_importing_a_command(process):
    offered = process(_QUALCODE_COMPLETE="bash_complete", COMP_WORDS="qualcode cod", COMP_CWORD="1").stdout
    assert {line.split(",")[1] for line in offered.splitlines()} == {"codebook", "codes", "codings", "coders"}


def test_an_interrupt_from_outside_ends_with_130():
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt as interrupt:
        assert failures.report(interrupt) == 130
