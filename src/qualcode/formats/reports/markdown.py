"""A report as Markdown that every program reads alike: headings, pipe tables, quotations, nothing else. It holds no pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from qualcode.formats.files import replacing
from qualcode.formats.reports.parts import (
    Block,
    Figures,
    Paper,
    Paragraph,
    Quotation,
    Terms,
    every_section,
    fit,
    in_words,
)
from qualcode.messages import _, labelled

_MARKS = re.compile(r"([\\`*\[\]<>|~$^&]|(?<![^\W_])_|_(?![^\W_]))")  # an underscore within a word marks nothing
_BEGINNING = re.compile(r"^[ \t]*(#|[-+=:](?=\s|$|[-=])|\d+(?=[.)](?:\s|$))|)", re.MULTILINE)


def write_markdown(paper: Paper, path: Path) -> None:
    """Write a numbered report as Markdown. Raises Unreachable when the file cannot be written."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\n\n".join(_blocks(paper)) + "\n")


def _blocks(paper: Paper) -> Iterator[str]:
    """The blocks of the file, between which a line is left free."""
    yield f"# {_line(paper.title)}"
    yield _terms(paper.facts)
    yield f"## {_('Contents')}"
    yield "\n".join(chain.from_iterable(_contents(paper)))
    for depth, section in every_section(paper.sections):
        yield f"{'#' * min(depth + 1, 6)} {_line(section.heading)}"
        yield from chain.from_iterable(map(_block, section.blocks))


def _contents(paper: Paper) -> Iterator[Iterator[str]]:
    for section in paper.sections:
        yield iter([f"- {_line(section.heading)}", *(f"  - {_line(it.heading)}" for it in section.listed)])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _text(text)
        case Terms():
            yield _terms(block)
        case Quotation(text, where, _language, translation):
            lines = _text(text).split("\n")
            lines += ["", *_text(translation).split("\n")] if translation else []
            yield "\n".join(f"> {line}".rstrip() for line in [*_broken(lines), "", f"— {_line(where)}"])
        case Figures():
            yield from _figures(block)


def _broken(lines: list[str]) -> list[str]:
    """Lines that stay lines: all but the last end in a backslash, unless they are empty."""
    return [f"{line}\\" if line and following else line for line, following in zip(lines, [*lines[1:], ""])]


def _terms(terms: Terms) -> str:
    return "\n".join(f"- **{_line(labelled(label, '').rstrip())}** {_line(said)}" for label, said in terms.rows)


def _figures(table: Figures) -> Iterator[str]:
    yield f"**{_line(_('Table {number}. {caption}', number=table.number, caption=table.caption))}**"
    rules = ["---:" if at >= table.heads and table.is_numeric(at) else "---" for at in range(len(table.columns))]
    rows = [[_line(in_words(cell)) for cell in row] for row in table.rows]
    lines = [[_line(name) for name in table.columns], rules, *rows]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    yield from map(_text, table.notes)


def _line(text: str) -> str:
    """Text on one line, as in a cell or a heading."""
    return _text(text).replace("\n", "<br>")


def _text(text: str) -> str:
    """Text that means nothing but itself."""
    return _BEGINNING.sub(_held, _MARKS.sub(r"\\\1", fit(text)))


def _held(match: re.Match[str]) -> str:
    """What would begin a heading, a list, a rule or, by its indentation, a block of code, kept from it."""
    mark = match[1]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}" if mark else ""
