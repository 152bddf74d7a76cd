"""What is changed in the workbench and what its verb changes are the same rows under the same words of the history."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

import projects
from qualcode.actions import history, memos
from qualcode.actions.quotes import picked
from qualcode.cli import app
from qualcode.project import open_project
from qualcode.text.span import Span
from qualcode.tui.commands.verbs import VERBS
from tui.conftest import Bench, Open

WORDS = Span(8, 12)  # where nothing is coded
CODED = Span(32, 39)  # paper, and a part of data entry, 32–45
F2 = ["f2"]

Played = tuple[Span | int | None, list[str], str]
"""What is selected, or where the caret is, the keys, and the commands that do the same, one a line."""

PLAYED: dict[str, Played] = {
    "code.apply": (WORDS, ["c", *"pressure", "enter"], "codings add P01 8 12 pressure"),
    "code.repeat": (WORDS, ["c", *"pressure", "enter", "escape", *")."], "codings add P01 8 12 pressure\ncodings add P01 22 27 pressure"),
    "code.in_vivo": (WORDS, ["i"], "codes add 候开始用\ncodings add P01 8 12 候开始用"),
    "code.remove": (38, ["x", *"paper", "enter"], "codings remove P01 32 39 paper"),
    "code.extend": (Span(32, 41), ["e", *"paper", "enter"], "codings extend P01 32 39 paper --to 32 41"),
    "code.split": (41, ["X"], "codings split P01 32 45 'data entry' --at 41"),
    "code.recode": (41, ["r", *"pressure", "enter"], "codings recode pressure --document P01 --code 'data entry' --by Anna"),
    "code.weigh": (41, ["W", *"75", "enter"], "codings weigh P01 32 45 'data entry' --weight 75"),
    "memo.write": (WORDS, ["m", *"why", *F2], "memos add why --on-document P01 --span 8 12"),
    "memo.choose": (WORDS, ["M", *"the project", "enter", *"why", *F2], "memos add why --on-project"),
    "document.done": (None, ["D"], "documents done P01 --not"),
    "code.pick": (WORDS, ["q"], "quotes pick --at P01 8 12"),
    "history.undo": (WORDS, ["c", *"pressure", "enter", "u"], "codings add P01 8 12 pressure\nundo"),
    "history.redo": (WORDS, ["c", *"pressure", "enter", "u", "ctrl+r"], "codings add P01 8 12 pressure\nundo\nredo"),
    "segments.uncode": (None, ["g", "s", "end", "x"], "codings remove P01 32 45 'data entry'"),
    "segments.recode": (None, ["g", "s", "end", "c", *"pressure", "enter"], "codings recode pressure --document P01 --code 'data entry' --by Anna"),
    "documents.rename": (None, ["g", "d", "home", "r", "ctrl+u", *"N02", "enter"], "documents rename N01 N02"),
    "documents.done": (None, ["g", "d", "home", "D"], "documents done N01"),
    "documents.memo": (None, ["g", "d", "home", "m", *"N01", "enter", *"why", *F2], "memos add why --on-document N01"),
    "documents.remove": (None, ["g", "d", "home", "x", "down", "enter"], "documents remove N01"),
    "memos.entitle": (None, ["g", "y", "home", "r", "ctrl+u", *"First", "enter"], "memos edit {memo} --title First"),
    "memos.kind": (None, ["g", "y", "home", "c", *"theory", "enter"], "memos edit {memo} --kind theory"),
    "memos.remove": (None, ["g", "y", "home", "x"], "memos remove {memo}"),
    "codebook.add": (None, ["g", "k", "end", "a", *"delay", "enter"], "codes add delay"),
    "codebook.rename": (None, ["g", "k", "end", "r", "ctrl+u", *"strain", "enter"], "codes rename pressure strain"),
    "codebook.move": (None, ["g", "k", "end", "m", *"work", "enter"], "codes move pressure --under work"),
    "codebook.deeper": (None, ["g", "k", "end", ">"], "codes move pressure --under work"),
    "codebook.heading": (None, ["g", "k", "end", "H"], "codes describe pressure --heading"),
    "codebook.define": (None, ["g", "k", "end", "d", *"from above", *F2], "codes describe pressure --definition 'from above'"),
    "codebook.memo": (None, ["g", "k", "end", "w", *"why", *F2], "memos add why --on-code pressure"),
    "codebook.remove": (None, ["g", "k", "end", "x", *"remove", "enter"], "codes remove pressure"),
    "codebook.color": (None, ["g", "k", "end", "c", *"#112233", "enter"], "codes describe pressure --color #112233"),
    "codebook.sets": (None, ["g", "k", "end", "t", *"key", "enter"], "sets add key pressure --of codes"),
    "documents.sets": (None, ["g", "d", "home", "t", *"first", "enter"], "sets add first N01 --of documents"),
    "concepts.link": (None, ["g", "l", "l", *"pressure", "enter", *"leads", "enter", *"paper", "enter"], "concepts link pressure 'leads to' work/paper"),
    "quotes.note": (WORDS, ["q", "g", "q", "m", *"good", "enter"], "quotes pick --at P01 8 12\nquotes note {quote} good"),
    "quotes.drop": (WORDS, ["q", "g", "q", "x"], "quotes pick --at P01 8 12\nquotes drop {quote}"),
    "codebook.merge": (None, ["g", "k", "end", "M", *"paper", "enter", *"merge", "enter"], "codes merge pressure --into paper"),
}  # fmt: skip


IN_ONE_STEP = ("code.in_vivo",)
"""What is one change in the workbench and takes two commands."""


def changed(place: Path, before: set[str]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Every row a person can change, without what differs by chance, and what the history calls the changes."""
    with open_project(place) as project, project.read("Anna") as view:
        rows = projects.dump(view)
        labels = [re.sub(r"\b[0-9a-f]{8}\b", "its name", row[3]) for row in history.history(view).rows]
    written = (
        f"{table} {json.dumps(row, default=str, sort_keys=True, ensure_ascii=False)}"
        for table in rows
        for row in rows[table]
    )
    return sorted(_steady(line, before) for line in written), labels


def _steady(line: str, before: set[str]) -> str:
    """A row whose identity is new, and the time it was written at, in words that are the same for every copy."""
    line = re.sub(r"\b[0-9a-f]{32}\b", lambda found: found[0] if found[0] in before else "new", line)
    return re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(\+00:00|Z)?", "then", line)


def identities(place: Path) -> set[str]:
    with open_project(place) as project, project.read("Anna") as view:
        return set(re.findall(r"\b[0-9a-f]{32}\b", json.dumps(projects.dump(view), default=str)))


def latest_memo(place: Path) -> str:
    """The one on top of the table."""
    with open_project(place) as project, project.read("Anna") as view:
        return memos.listing(view)[-1].guid


def first_quote(place: Path) -> str:
    with open_project(place) as project, project.read("Anna") as view:
        return next((quote.short for quote in picked.quotes(view)), "")


async def play(bench: Bench, at: Span | int | None, keys: list[str]) -> None:
    if isinstance(at, Span):
        bench.view.select(at)
    elif at is not None:
        bench.view.move_to(at)
    await bench.pilot.pause()
    await bench.press(*keys)


def test_what_is_played_is_in_the_table_of_verbs() -> None:
    for name, (_at, _keys, commands) in PLAYED.items():
        known = {word for verb in VERBS[name] for word in verb.split()}
        assert {line.split()[0] for line in commands.splitlines()} & known, name


@pytest.mark.parametrize("name", PLAYED)
async def test_a_key_and_its_verb_change_the_same(
    workbench: Open, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    at, keys, commands = PLAYED[name]
    other = Path(shutil.copy(place, tmp_path / "other.qualcode"))
    before, memo = identities(place), latest_memo(place)
    async with workbench(place, "Anna", "P01") as bench:
        await play(bench, at, keys)
        shown = bench.screen_text()
    monkeypatch.setenv("QUALCODE_CODER", "Anna")
    for line in commands.splitlines():
        words = shlex.split(line.format(memo=memo, quote=first_quote(other)))
        assert app.run([*words, "--project", str(other), "--quiet"]) == 0, line
    (rows, labels), (others_rows, others_labels) = changed(place, before), changed(other, before)
    assert set(rows) ^ set(others_rows) == set(), shown
    assert len(rows) == len(others_rows)
    assert labels == others_labels or name in IN_ONE_STEP
