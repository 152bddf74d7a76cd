r"""Codebooks as a table: one row a code, its parent written as a path.

``parent`` is a path of names with ``/`` between them (a slash inside a name is ``\/``); the name alone is enough where only
one code has it. ``examples`` and ``aliases`` hold several texts with `` | `` between them (inside one, ``|`` is ``\|`` and a
backslash before either ``\\``). White space around a value does not count. Title, source, licence, citation, alternatives
and kinds of documents have no column: a YAML codebook holds them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Refused, UnreadableInput, WrongUse
from qualcode.formats.bundle import STATUSES, Codebook, CodeDraft
from qualcode.formats.tables.files import format_of, write_table
from qualcode.formats.tables.reading import read_text_table
from qualcode.messages import _, listed
from qualcode.table import Table
from qualcode.text.names import format_path, name_key, parse_path

COLUMNS = ("code", "parent", "color", "is_codable", "definition", "include", "exclude", "examples", "aliases", "status")
_PIECE = re.compile(r"\\[\\|]|\||[^\\|]+|\\")
_TRUTHS = {"": True, "true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, eq=False, slots=True)
class _Row:
    """A code as its row gives it; rows are told apart by identity."""

    line: int
    name: str
    parent: tuple[str, ...]
    cells: dict[str, str]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(map(name_key, (*self.parent, self.name)))


def read_codebook_csv(path: Path) -> Codebook:
    """The codes in a CSV or TSV file, parents before children, siblings in the order of the file.

    Only the column code is needed; columns of other names are ignored, and parents may stand below their children. Raises
    UnreadableInput, with the line, for a parent that is not there and for a cell that cannot be read; Refused for two codes
    at one place and for codes that lie within each other.
    """
    table = read_text_table(path)
    table.require("code")
    rows = [_row(line, cells) for line, cells in table.records()]
    parents = _parents(rows)
    paths = {row: _path(row, parents) for row in rows}
    _refuse_duplicates(paths)
    return Codebook([_draft(row, paths[row]) for row in _in_tree_order(rows, parents)])


def write_codebook_csv(codebook: Codebook, path: Path) -> None:
    """Write the codes as .csv or .tsv; what has no column is left out. Raises Unreachable when the file cannot be written."""
    rows = [
        (
            code.name,
            format_path(code.parent),
            code.color,
            code.is_codable,
            code.definition,
            code.include,
            code.exclude,
            _joined(code.examples),
            _joined(code.aliases),
            code.status,
        )
        for code in codebook.codes
    ]
    write_table(Table(COLUMNS, rows), path, format_of(path))


def _row(line: int, cells: dict[str, str]) -> _Row:
    name = cells["code"].strip()
    if not name:
        raise _unreadable(line, _("the code has no name"))
    try:
        return _Row(line, name, parse_path(cells.get("parent", "")), cells)
    except WrongUse as error:
        raise _unreadable(line, error.message) from error


def _parents(rows: list[_Row]) -> dict[_Row, _Row | None]:
    by_key: dict[tuple[str, ...], _Row] = {}
    by_name: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_key.setdefault(row.key, row)
        by_name[name_key(row.name)].append(row)
    return {row: _parent(row, by_key, by_name) if row.parent else None for row in rows}


def _parent(row: _Row, by_key: dict[tuple[str, ...], _Row], by_name: dict[str, list[_Row]]) -> _Row:
    keys = tuple(map(name_key, row.parent))
    if keys in by_key:
        return by_key[keys]
    of_name = by_name.get(keys[0], []) if len(keys) == 1 else []
    if len(of_name) == 1:
        return of_name[0]
    parent = format_path(row.parent)
    if of_name:
        lines = listed(other.line for other in of_name)
        raise _unreadable(
            row.line, _("{parent!r} may be the code of any of the lines {lines}", parent=parent, lines=lines)
        )
    raise _unreadable(row.line, _("there is no code {parent!r} to be the parent", parent=parent))


def _path(row: _Row, parents: dict[_Row, _Row | None]) -> tuple[str, ...]:
    """Names from the top to this code. Raises Refused where the way up comes back to where it was."""
    way = [row]
    while (parent := parents[way[-1]]) is not None:
        if parent in way:
            circle = " → ".join(code.name for code in (*way[way.index(parent) :], parent))
            raise Refused(
                _("Line {line}: codes lie within each other: {circle}.", line=row.line, circle=circle),
                _("Give one of them another parent, or none."),
            )
        way.append(parent)
    return tuple(code.name for code in reversed(way))


def _refuse_duplicates(paths: dict[_Row, tuple[str, ...]]) -> None:
    lines: dict[tuple[str, ...], int] = {}
    for row, path in paths.items():
        first = lines.setdefault(tuple(map(name_key, path)), row.line)
        if first != row.line:
            raise Refused(
                _(
                    "Lines {first} and {second} both hold the code {path}.",
                    first=first,
                    second=row.line,
                    path=format_path(path),
                ),
                _("Names of codes under one parent must differ, and not only in case. Rename or remove one."),
            )


def _in_tree_order(rows: list[_Row], parents: dict[_Row, _Row | None]) -> Iterator[_Row]:
    children: defaultdict[_Row | None, list[_Row]] = defaultdict(list)
    for row in rows:
        children[parents[row]].append(row)
    waiting = children[None][::-1]
    while waiting:
        row = waiting.pop()
        yield row
        waiting += children[row][::-1]


def _draft(row: _Row, path: tuple[str, ...]) -> CodeDraft:
    def cell(column: str) -> str:
        return row.cells.get(column, "").strip()

    is_codable = _TRUTHS.get(cell("is_codable").lower())
    if is_codable is None:
        raise _unreadable(row.line, _("is_codable must be true or false, not {cell!r}", cell=cell("is_codable")))
    return CodeDraft(
        name=row.name,
        parent=path[:-1],
        color=cell("color") or None,
        is_codable=is_codable,
        definition=cell("definition"),
        include=cell("include"),
        exclude=cell("exclude"),
        examples=_split(cell("examples")),
        aliases=_split(cell("aliases")),
        status=_status(row.line, cell("status").lower()),
    )


def _status(line: int, cell: str) -> str:
    if cell not in ("", *STATUSES):
        raise _unreadable(line, _("status must be provisional or settled, not {cell!r}", cell=cell))
    return cell


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def _split(cell: str) -> tuple[str, ...]:
    texts = [""]
    for piece in _PIECE.findall(cell):
        if piece == "|":
            texts.append("")
        else:
            texts[-1] += piece[-1] if piece in ("\\\\", "\\|") else piece
    return tuple(stripped for text in texts if (stripped := text.strip()))


def _unreadable(line: int, problem: str) -> UnreadableInput:
    return UnreadableInput(
        _("Line {line} of the codebook: {problem}.", line=line, problem=problem),
        _("Mend the line and import the codebook again."),
    )
