"""The pages under docs/ as scripts: what their fenced blocks say to type, and what they say comes back.

A page of docs/how-to, docs/studies or docs/zh begins in the folder of the sample study. In its blocks

- ``console`` holds commands after "$ ", each followed by what it prints; "…" stands for anything, alone on a line for
  any number of lines;
- a kind of file and a name, as ``csv more.csv``, holds a file to be written there, in UTF-8 unless an encoding stands
  behind the name, as in ``text letter.txt in gb18030``;
- ``python`` holds code that is run, and ``text`` behind it what it prints;
- ``sh`` holds commands that are not run here, such as those for another machine.

Where commands print something new, and it is right, write it into the pages::

    python tests/docs/guides.py
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, replace
from io import BytesIO, StringIO, TextIOWrapper
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from qualcode import messages
from qualcode.cli import app

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs" / "how-to"
CHINESE = ROOT / "docs" / "zh"
STUDIES = (ROOT / "docs" / "studies", CHINESE / "studies")

_FENCE = re.compile(r"^```(\S+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CUT = re.compile(r" +…$")  # a line that goes on
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\+00:00| \d{6})|\b[0-9a-f]{32}\b")
NUMBER = re.compile(r"(\d+(?:\.\d+)?)( ?%)?")
_WIDTH = 180
_STEP = re.compile(r"^\$ (.*(?:\\\n.*)*)\n?((?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: the word after the fence, the rest of that line, the text, and the line of the page it begins on."""

    kind: str
    name: str
    text: str
    line: int


@dataclass(frozen=True)
class Step:
    """A command and what is shown below it."""

    command: str
    shown: str
    line: int


def pages() -> list[Path]:
    """The guides, also those in Chinese, whose commands speak Chinese."""
    return sorted(page for folder in (HOW_TO, CHINESE, *STUDIES) for page in folder.glob("*.md"))


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        yield Block(match[1], match[2] or "", match[3], text.count("\n", 0, match.start()) + 2)


def steps(block: Block) -> Iterator[Step]:
    """The commands of a ``console`` block; those of an ``sh`` block, which shows nothing of what they print."""
    if block.kind == "console":
        for match in _STEP.finditer(block.text):
            yield Step(match[1], match[2], block.line + block.text.count("\n", 0, match.start()))
    elif block.kind == "sh":
        for number, command in enumerate(block.text.splitlines()):
            yield Step(command, "", block.line + number)


def quoted(page: Path) -> str:
    """The paragraphs of a page that stand for those of a paper: its block quotes."""
    outside = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return "\n".join(re.findall(r"^> ?(.*)$", outside, re.MULTILINE))


def shown(page: Path) -> str:
    """All that a page shows as printed by commands and by code."""
    parts = [step.shown for block in blocks(page) if block.kind == "console" for step in steps(block)]
    return "\n".join([*parts, *(block.text for block in blocks(page) if (block.kind, block.name) == ("text", ""))])


def figures_without_source(page: Path) -> list[str]:
    """The figures of a page's paper paragraphs that nothing on the page shows, rounded as they are; 61.1 % is 0.611 too."""
    there = [float(number) for number, _percent in NUMBER.findall(shown(page))]
    return [
        number + percent
        for number, percent in NUMBER.findall(quoted(page))
        if not any(_says(number, it) or (percent and _says(number, 100 * it)) for it in there)
    ]


def _says(number: str, figure: float) -> bool:
    """Whether a number is the figure, rounded to as many places as it has; a whole number is rounded from nothing."""
    places = len(number.partition(".")[2])
    return abs(float(number) - figure) <= (0.5 * 10**-places if places else 0) + 1e-9


def words(command: str) -> list[str]:
    """The words of a command as a shell would read them, without the comment or the file behind it."""
    return list(takewhile(lambda word: word not in {"<", ">", "|"}, shlex.split(command, comments=True)))


def differs(shown: str, printed: str) -> bool:
    """Whether what a page shows is not what was printed; "…" stands for anything."""
    lines = [r"(?:.*\n)*" if line.strip() == "…" else _pattern(line) for line in shown.splitlines()]
    return re.fullmatch("".join(lines), "".join(f"{line.rstrip()}\n" for line in printed.splitlines())) is None


def _pattern(line: str) -> str:
    return ".*".join(map(re.escape, _CUT.sub("…", line.rstrip()).split("…"))) + "\n"


class Shell:
    """A person at a terminal in the folder of the sample study, whose name is Min."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}

    def run(self, command: str) -> str:
        """What a command prints, tables drawn as at a terminal."""
        program, *arguments = words(command)
        match program:
            case "qualcode":
                return self._printed(lambda: app.run(_as_at_a_terminal(arguments)))
            case "cat":
                return Path(arguments[0]).read_text(encoding="utf-8-sig")
            case "cd":
                os.chdir(arguments[0])
            case "mkdir":
                Path(arguments[0]).mkdir()
            case _:
                raise ValueError(f"a guide cannot run {program!r} here; put it into a block of sh")
        return ""

    def run_python(self, code: str) -> str:
        """What code prints; names live as long as the page."""
        return self._printed(lambda: exec(code, self.names))

    @staticmethod
    def _printed(work: Any) -> str:
        stream = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
        with redirect_stdout(stream), redirect_stderr(stream):
            work()
            stream.flush()
        return stream.buffer.getvalue().decode("utf-8")


def _as_at_a_terminal(arguments: list[str]) -> list[str]:
    """The same, with ``--format table`` where a terminal would draw the table."""
    said = {"--format", "-o", "--output", "--help"}
    with suppress(click.ClickException):  # what is wrong with the command is for the command to say
        draws = any(option.name == "format" for option in parsed(arguments).command.params)
        return [*arguments, "--format", "table"] if draws and not said.intersection(arguments) else arguments
    return arguments


def parsed(arguments: list[str]) -> click.Context:
    """What the parser makes of the words after "qualcode", without running anything. Raises what the parser raises."""
    asks = "--help" in arguments
    rest = [word for word in arguments if word != "--help"]
    context = app.root().make_context("qualcode", rest, resilient_parsing=asks)
    while isinstance(context.command, click.Group) and (rest := [*context._protected_args, *context.args]):
        name, command, rest = context.command.resolve_command(context, rest)
        assert command is not None
        context = command.make_context(name, rest, parent=context, resilient_parsing=asks)
    return context


def surprises(page: Path) -> Iterator[tuple[Block, str, str]]:
    """Every place where what a page shows is not what is printed: its block, what it shows, what was printed."""
    shell, printed = Shell(), ""
    os.environ["LANGUAGE"] = "zh" if page.is_relative_to(CHINESE) else "en"
    for block in blocks(page):
        if block.name:
            name, _in, encoding = block.name.partition(" in ")
            Path(name).write_text(block.text, encoding=encoding or "utf-8", newline="\n")
        elif block.kind == "console":
            yield from _surprises_of_console(shell, block)
        elif block.kind == "python":
            printed = shell.run_python(block.text)
        elif block.kind == "text" and differs(block.text, printed):
            yield block, block.text, printed


def _surprises_of_console(shell: Shell, block: Block) -> Iterator[tuple[Block, str, str]]:
    for step in steps(block):
        printed = shell.run(step.command)
        if differs(step.shown, printed):
            typed = f"$ {step.command}\n"
            yield replace(block, line=step.line), typed + step.shown, typed + printed


def build_study(folder: Path) -> None:
    """The sample study, as ``qualcode demo`` leaves it."""
    printed = StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        assert app.run(["demo", str(folder)]) == 0, printed.getvalue()


def alone() -> dict[str, str]:
    """The environment of a person called Min who reads English and has settled nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUALCODE_", "LC_", "LANG"))}
    return {**kept, "LANGUAGE": "en", "QUALCODE_CODER": "Min", "QUALCODE_CONFIG": os.devnull, "COLUMNS": "100"}


def rewrite(page: Path, study: Path) -> None:
    """Write into a page what its commands print, wherever that is not what it shows."""
    with TemporaryDirectory() as folder, chdir(shutil.copytree(study, Path(folder, "study"))):
        found = list(surprises(page))
    lines = page.read_text(encoding="utf-8").splitlines()
    for block, shown, printed in reversed(found):
        first = block.line - 1
        lines[first : first + len(shown.splitlines())] = [_fitted(line) for line in printed.splitlines()]
        print(f"{page.name}, line {block.line}")
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _fitted(line: str) -> str:
    """A printed line as a page shows it: cut to the width of a page, without the moment at which it was printed."""
    line = MOMENT.sub("…", line.rstrip())
    return line if line.startswith("$ ") or len(line) <= _WIDTH else f"{line[: _WIDTH - 2].rstrip()} …"


if __name__ == "__main__":
    os.environ.update(alone())
    messages.use("en")
    with TemporaryDirectory() as place:
        build_study(Path(place, "study"))
        for chosen in [Path(name).resolve() for name in sys.argv[1:]] or pages():
            rewrite(chosen, Path(place, "study"))
