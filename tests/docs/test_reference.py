"""The reference is what the commands say, all of them say something, and each has its guide."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from docs import guides
from qualcode import messages
from qualcode.cli import app


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    messages.use("en")


def commands(context: click.Context | None = None) -> Iterator[tuple[str, click.Command]]:
    """Every command and verb, by the words that start it."""
    context = context or click.Context(app.root(), info_name="qualcode")
    assert isinstance(context.command, click.Group)
    for name in context.command.list_commands(context):
        command = context.command.get_command(context, name)
        inside = click.Context(command, info_name=name, parent=context)
        yield inside.command_path, command
        if isinstance(command, click.Group):
            yield from commands(inside)


def test_the_reference_is_what_the_commands_say():
    ended = subprocess.run(
        [sys.executable, "tools/reference.py", "--check"],
        cwd=guides.ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ended.returncode == 0, ended.stderr


def test_every_command_and_every_option_has_help():
    silent = []
    for path, command in commands():
        silent += [] if command.help else [path]
        options = (option for option in command.params if isinstance(option, click.Option) and not option.hidden)
        silent += [f"{path} {option.opts[-1]}" for option in options if not option.help]
    assert not silent


def test_every_command_is_in_the_reference_and_in_a_guide():
    reference = (guides.ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    told = "\n".join(page.read_text(encoding="utf-8") for page in guides.HOW_TO.glob("*.md"))
    paths = [path for path, _command in commands()]
    assert len(paths) > 40
    assert [path for path in paths if f"# {path}\n" not in reference] == []
    assert [path for path in paths if path not in told] == []
