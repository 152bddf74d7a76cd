"""A table that says of files what no file says itself: a column ``file`` (or ``document``) and any others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Report
from qualcode.messages import _, listed

TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods")
_KEYS = ("file", "document")
_TOLD = 10


def read_file_table(table: Path, paths: Sequence[Path], report: Report) -> dict[Path, list[tuple[str, str]]]:
    """For each file that the table names, the headings of the other columns with what its rows say under them.

    The column ``file`` holds a name, with or without its ending, or a path or the end of one; where there is none,
    ``document`` does. Several rows may name one file. The report says which rows name no file, or several. Raises
    UnreadableInput for a file that holds no such table.
    """
    from qualcode.formats.sheets.reading import read_grid  # with all that reads workbooks, which few imports need

    grid = read_grid(table)
    report.findings += grid.report.findings
    at = next((at for at, row in enumerate(grid.rows) if row), len(grid.rows))
    headings = [cell.strip() for cell in grid.rows[at]] if grid.rows else []
    key = _key(table.name, headings)
    finder = _Finder(paths)
    found: dict[Path, list[tuple[str, str]]] = defaultdict(list)
    for number, row in enumerate(grid.rows[at + 1 :], at + 1):
        pairs = [(heading, cell) for heading, cell in zip(headings, row) if heading and heading != headings[key]]
        wanted = row[key].strip() if key < len(row) else ""
        meant = finder.named(wanted) if wanted else []
        if len(meant) == 1:
            found[meant[0]] += pairs
        elif wanted:
            report.add("warning", _problem(wanted, meant), grid.place(number))
    return found


def _key(name: str, headings: Sequence[str]) -> int:
    folded = [heading.casefold() for heading in headings]
    for key in _KEYS:
        if key in folded:
            return folded.index(key)
    raise UnreadableInput(
        _("{name} has no column “file”.", name=name),
        _("Name the column that holds the names of the files “file”; it has {there}.", there=listed(headings)),
    )


def _problem(wanted: str, meant: Sequence[Path]) -> str:
    if not meant:
        return _("{name!r} is none of the files", name=wanted)
    return _(
        "several files are called {name!r}: {paths}; write their folders, too",
        name=wanted,
        paths=listed(meant[:_TOLD]),
    )


class _Finder:
    """Finds files by what people write in a table: a name, a name without its ending, or the end of a path."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._by_name: dict[str, list[Path]] = defaultdict(list)
        for path in paths:
            for name in dict.fromkeys((_folded(path.name), _folded(path.stem))):
                self._by_name[name].append(path)

    def named(self, wanted: str) -> list[Path]:
        """The files of this name; of those whose whole name it is before those that have an ending besides."""
        *above, name = _folded(wanted).replace("\\", "/").rstrip("/").split("/")
        above = [part for part in above if part not in ("", ".")]
        there = [path for path in self._by_name.get(name, []) if self._lies_in(path, above)]
        return [path for path in there if _folded(path.name) == name] or there

    @staticmethod
    def _lies_in(path: Path, above: Sequence[str]) -> bool:
        folders = [_folded(part) for part in path.absolute().parent.parts]
        return not above or folders[-len(above) :] == list(above)


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()
