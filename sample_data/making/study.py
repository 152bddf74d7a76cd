"""What the makers of files share: where the texts lie, what a made file is, and how tables are read and written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parents[1]

Row = dict[str, str]


@dataclass(frozen=True)
class Made:
    """A file of the study: its path within it, the name and text of its document in a project, and its bytes."""

    path: str
    document: str
    text: str
    content: bytes


def plain(path: str, text: str) -> Made:
    """A text file, whose document is named as it is."""
    return Made(path, Path(path).stem, text, text.encode("utf-8"))


def table(name: str) -> list[Row]:
    """The rows of a table of the sample data."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file as a project imports it."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
