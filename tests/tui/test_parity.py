"""Whatever the workbench does, a command does as well: the guide's table names commands that are there."""

from __future__ import annotations

import re
from pathlib import Path

import click

from qualcode.cli.app import root

GUIDE = Path(__file__).parents[2] / "docs" / "workbench.md"


def test_every_command_the_guide_names_is_there() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("## The same from the command line")[2].partition("\n## ")[0]
    named = re.findall(r"\| .*", table)
    commands = [words for line in named for words in re.findall(r"`qualcode ([a-z ]+)`", line)]
    assert len(commands) > 40
    context = click.Context(root())
    for words in commands:
        command: click.Command | None = root()
        for word in words.split():
            assert isinstance(command, click.Group), words
            command = command.get_command(context, word)
        assert command is not None, words


def test_the_pictures_of_the_guide_are_there_and_small() -> None:
    shown = re.findall(r"\]\((workbench/[^)]+\.png)\)", GUIDE.read_text(encoding="utf-8"))
    assert len(shown) == len(set(shown)) >= 14
    for name in shown:
        assert (GUIDE.parent / name).stat().st_size < 150_000
