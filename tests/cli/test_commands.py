"""What holds for every command there is."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from qualcode.actions import memos
from qualcode.cli.commands import all_commands, resolve
from qualcode.cli.options import SharedOption
from qualcode.project import open_project


def every_command() -> Iterator[tuple[str, click.Command]]:
    for name, entry in all_commands().items():
        yield from with_verbs(name, resolve(entry.place))


def with_verbs(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for verb, one in command.commands.items():
            yield from with_verbs(f"{name} {verb}", one)


COMMANDS = dict(every_command())


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_and_every_option_says_what_it_does(line):
    command = COMMANDS[line]
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))


@pytest.mark.parametrize("line", COMMANDS)
def test_no_option_hides_another(line):
    """Two options of one name, or kept under one name, would overwrite each other."""
    options = [option for option in COMMANDS[line].params if isinstance(option, click.Option)]
    names = [word for option in options for word in (*option.opts, *option.secondary_opts)]
    assert len(names) == len(set(names))
    shared = {option.name for option in options if isinstance(option, SharedOption)}
    own = [parameter.name for parameter in COMMANDS[line].params if not isinstance(parameter, SharedOption)]
    assert not shared & set(own)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_prints_its_help(qualcode, line):
    ended = qualcode(*line.split(), "--help")
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert f"Usage: qualcode {line}" in ended.stdout


@pytest.mark.parametrize("line", [line for line, command in COMMANDS.items() if isinstance(command, click.Group)])
def test_every_verb_is_explained_in_one_whole_line(qualcode, monkeypatch, line):
    monkeypatch.setenv("COLUMNS", "80")
    lines = qualcode(line, "--help").stdout.splitlines()
    assert [text for text in lines[1:] if text.endswith("...")] == []


def test_help_imports_nothing_heavy():
    lines = [[*line.split(), "--help"] for line in COMMANDS]
    script = f"import sys\nfrom qualcode.cli.app import run\n[run(line) for line in {lines}]\nprint(*sys.modules, file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not set(ended.stderr.split()) & {
        "sqlalchemy",
        "numpy",
        "pandas",
        "lxml",
        "textual",
        "rich",
        "rjieba",
        "regex",
    }


def test_a_text_cannot_steer_the_terminal(terminal, study):
    words = "a\x1b[2Jb"
    terminal("memos", "add", words, "--on-project")
    with open_project(study) as project, project.read("Anna") as view:
        memo = memos.listing(view)[-1]
    assert memo.text == words
    assert terminal("memos", "show", memo.guid).stdout == "a␛[2Jb\n"
