"""Whatever the workbench does, a command does as well: the table of verbs is whole, and what it and the guide name is there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from qualcode.cli.app import root
from qualcode.tui.commands import COMMANDS
from qualcode.tui.commands.verbs import VERBS

GUIDE = Path(__file__).parents[2] / "docs" / "workbench.md"


MOVING = ("caret", "segment", "selection", "unit", "drawer", "editor", "line", "lines", "rows", "cells", "app")
"""Whose commands only move, select, answer a question, or are about the workbench itself."""

SHOWING = {
    "help leave explain sort reverse": (
        "agreement", "segments", "documents", "memos", "codebook", "page", "cards", "concepts", "quotes", "answers", "matrix",
        "words", "kwic", "autocoding", "saturation", "portrait", "network", "frequencies", "tree", "readings",
    ),
    "down up page_down page_up open close fold": ("tree", "page", "readings"),
    "fold fold_all unfold filter": ("codebook",),
    "mark mark_all": ("segments", "documents", "codebook", "cards", "answers"),
    "scroll_down scroll_up": ("agreement", "segments", "memos", "cards", "concepts", "answers"),
    "next previous next_any previous_any alone anonymous": ("agreement", "readings", "network", "answers", "memo", "search"),
    "start elsewhere text top nowhere": ("go",),
    "codebook here theme colors names": ("view",),
    "back": ("segments",),
    "all": ("memos",),
    "filter uncoded uncoded_before": ("answers",),
    "turn empty": ("matrix",),
    "filter": ("words",),
    "leave_out": ("autocoding",),
    "open": ("network",),
    "value": ("frequencies",),
    "next_pile previous_pile pile rename dissolve put_0 put_1 put_2 put_3 put_4 put_5 put_6 put_7 put_8 put_9": ("cards",),
    "take_up": ("memo",),
}  # fmt: skip
"""What changes how something is shown, or is kept for a coder on her own computer alone, as cards are until codes are made of them."""


def verb(words: str) -> click.Command | None:
    """What a verb names, with an option of it perhaps; None where there is no such thing."""
    context = click.Context(root())
    found: click.Command | None = root()
    *path, option = words.split() if "--" in words else [*words.split(), ""]
    for word in path:
        found = found.get_command(context, word) if isinstance(found, click.Group) else None
    known = (
        {name for parameter in found.params for name in (*parameter.opts, *parameter.secondary_opts)} if found else ()
    )
    return found if not option or option in known else None


def test_every_command_has_a_verb_or_only_moves_or_shows_something() -> None:
    shown = {f"{place}.{name}" for names, places in SHOWING.items() for place in places for name in names.split()}
    without = {command.id for command in COMMANDS} - set(VERBS)
    assert {name for name in without - shown if name.partition(".")[0] not in MOVING} == set(), "tui/commands/verbs.py"
    assert set(VERBS) <= {command.id for command in COMMANDS}
    assert [name for name in VERBS if name.partition(".")[0] in MOVING] == []


@pytest.mark.parametrize("words", sorted({words for verbs in VERBS.values() for words in verbs}))
def test_every_verb_is_there_with_its_option(words: str) -> None:
    assert verb(words) is not None


def test_every_command_the_guide_names_is_there() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("## The same from the command line")[2].partition("\n## ")[0]
    named = re.findall(r"\| .*", table)
    commands = [words for line in named for words in re.findall(r"`qualcode ([a-z ]+)`", line)]
    assert len(commands) > 40
    for words in commands:
        assert verb(words) is not None, words


def test_the_pictures_of_the_guide_are_there_and_small() -> None:
    shown = re.findall(r"\]\((workbench/[^)]+\.png)\)", GUIDE.read_text(encoding="utf-8"))
    assert len(shown) == len(set(shown)) >= 14
    for name in shown:
        assert (GUIDE.parent / name).stat().st_size < 150_000
